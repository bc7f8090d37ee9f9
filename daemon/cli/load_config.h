#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "config/config.h"

namespace newsbus::cli {

/// Declares `--config FILE` with its usual place (base/places.h). `file` must live as long as `app`.
void add_config_option(CLI::App& app, std::string& file);

/// The configuration of `file`. When something is wrong with it, prints every problem on stderr, one a line, and gives
/// nothing: the command then ends with exit_usage.
std::optional<config::Config> load_config(const std::string& file);

}  // namespace newsbus::cli
