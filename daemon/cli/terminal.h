#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace newsbus::cli {

/// When to colour: `--color`.
enum class Colour { automatic, always, never };

/// Declares `--color WHEN`, for every command that colours. `colour` must live as long as `app`.
void add_colour_option(CLI::App& app, Colour& colour);

/// getenv(3), or what a test puts in its place.
using Environment = std::function<const char*(const char* name)>;

/// Colour or not: `wish` wins; else NO_COLOR (no-color.org) forbids, CLICOLOR_FORCE demands, CLICOLOR=0 forbids
/// (bixense.com/clicolors); else a terminal has colour unless TERM is "dumb" or empty.
bool wants_colour(Colour wish, bool is_terminal, const Environment& environment);

/// The width to fit lines into: COLUMNS when it is a number, else what the terminal reported, else 80. Nothing (no
/// limit) when it is no terminal.
std::optional<std::size_t> usable_width(bool is_terminal, std::size_t reported, const Environment& environment);

/// The place that output goes to.
struct Terminal {
    bool is_terminal = false;
    bool moves = false;  ///< understands cursor movements
    bool colour = false;
    std::optional<std::size_t> width;   ///< columns; nothing = no limit
    std::optional<std::size_t> height;  ///< lines; nothing = no limit

    /// `text` in the colour of an SGR code ("31", "1"); unchanged when there is no colour.
    std::string paint(std::string_view code, std::string_view text) const;
};

/// Asks the system about a file descriptor. The size may change at any time: ask again before a redraw.
Terminal terminal_of(int fd, Colour wish = Colour::automatic);

}  // namespace newsbus::cli
