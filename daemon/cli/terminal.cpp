#include "cli/terminal.h"

#include "cli/options.h"

#include <spdlog/fmt/fmt.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace newsbus::cli {
namespace {

constexpr std::size_t usual_width = 80, greatest_width = 10'000;

std::string_view value_of(const Environment& environment, const char* name) {
    const char* value = environment(name);
    return value ? value : "";
}

/// 0 when it is no number.
std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end == text.data() + text.size() ? number : 0;
}

bool is_usable(std::size_t width) {
    return width > 0 && width <= greatest_width;
}

bool is_dumb(const Environment& environment) {
    std::string_view term = value_of(environment, "TERM");
    return term.empty() || term == "dumb";
}

}  // namespace

void add_colour_option(CLI::App& app, Colour& colour) {
    add_choice<Colour>(app, "--color", colour,
                       {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}},
                       "when to colour")
        ->type_name("WHEN");
}

bool wants_colour(Colour wish, bool is_terminal, const Environment& environment) {
    if (wish != Colour::automatic) return wish == Colour::always;
    if (!value_of(environment, "NO_COLOR").empty()) return false;
    std::string_view force = value_of(environment, "CLICOLOR_FORCE");
    if (!force.empty() && force != "0") return true;
    if (value_of(environment, "CLICOLOR") == "0") return false;
    return is_terminal && !is_dumb(environment);
}

std::optional<std::size_t> usable_width(bool is_terminal, std::size_t reported, const Environment& environment) {
    if (!is_terminal) return std::nullopt;
    if (std::size_t asked = number_in(value_of(environment, "COLUMNS")); is_usable(asked)) return asked;
    return is_usable(reported) ? reported : usual_width;
}

std::string Terminal::paint(std::string_view code, std::string_view text) const {
    return colour && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

Terminal terminal_of(int fd, Colour wish) {
    Environment environment = [](const char* name) -> const char* { return std::getenv(name); };
    Terminal terminal;
    terminal.is_terminal = ::isatty(fd) != 0;
    terminal.moves = terminal.is_terminal && !is_dumb(environment);
    terminal.colour = wants_colour(wish, terminal.is_terminal, environment);
    winsize size{};
    if (terminal.is_terminal && ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0) terminal.height = size.ws_row;
    terminal.width = usable_width(terminal.is_terminal, size.ws_col, environment);
    return terminal;
}

}  // namespace newsbus::cli
