#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "config/config.h"

namespace newsbus::cli {

/// Declares `--config FILE` with its usual place (base/places.h). `file` must live as long as `app`.
void add_config_option(CLI::App& app, std::string& file);

/// The configuration in `file`. When there is an error in it, prints every problem on stderr, one a line, and returns
/// nothing: the command then ends with exit_usage.
std::optional<config::Config> load_config(const std::string& file);

/// The same for commands that only need to know where the daemon and its state are, and are used just when the files
/// are wrong: a daemon keeps running then. Problems are printed as warnings. When newsbus.toml is no TOML, the usual
/// places are returned; nothing when it cannot be read at all.
std::optional<config::Config> load_places(const std::string& file);

/// Prints all problems on stderr, one a line.
void print_problems(const config::Loaded& loaded);

}  // namespace newsbus::cli
