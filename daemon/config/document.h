#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/file.h"
#include "config/report.h"
#include "config/toml.h"

namespace newsbus::config {

/// Reads a regular file of at most 64 MiB. When it cannot, it reports a problem of the file as a whole.
std::optional<File> read_file(const std::filesystem::path& path, Report& report);

/// Parses TOML. A syntax error is reported as one problem, and nothing of the file is used. Time and memory are linear
/// in the size; nesting that could exhaust the stack is refused.
std::optional<toml::table> parse(const File& file, Report& report);

}  // namespace newsbus::config
