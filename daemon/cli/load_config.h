#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "config/config.h"

namespace newsbus::cli {

/// Declares `--config FILE` with its usual place (base/places.h). `file` must live as long as `app`.
void add_config_option(CLI::App& app, std::string& file);

/// The configuration of `file`. When something is wrong with the text, prints every problem on stderr, one a line, and
/// gives nothing: the command then ends with exit_usage.
std::optional<config::Config> load_config(const std::string& file);

/// The same for a command that only wants to know where the daemon and its state are. A daemon runs on while its files
/// are wrong, and then is when one looks: problems are warnings here. Where newsbus.toml is no TOML the usual places
/// are given; nothing when it cannot be read at all.
std::optional<config::Config> load_places(const std::string& file);

/// All problems on stderr, one a line.
void print_problems(const config::Loaded& loaded);

}  // namespace newsbus::cli
