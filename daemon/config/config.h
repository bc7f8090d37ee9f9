#pragma once

#include <filesystem>
#include <vector>

#include "config/file.h"
#include "config/loaded.h"

namespace newsbus::config {

/// Reads `file` and every sources.d/*.toml beside it, in name order. Reports all problems at once: unreadable files,
/// TOML errors, unknown keys and plugins (with "did you mean"), wrong types, bad URLs, durations and sizes, ids used
/// twice. It looks at nothing else on the machine; service/prepare.h does that.
Loaded load(const std::filesystem::path& file);

/// load() of files in memory: first newsbus.toml, then those of sources.d.
Loaded read(const std::vector<File>& files);

}  // namespace newsbus::config
