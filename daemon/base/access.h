#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace newsbus {

// What this process, as the user it runs as, could not do with a path. Each says what is wrong and names the path;
// nothing when all is well. Nothing is made or changed.

/// Reading a regular file.
std::optional<std::string> file_fault(const std::filesystem::path& file);

/// Making files in a folder, which is made first where it is not there yet.
std::optional<std::string> folder_fault(const std::filesystem::path& folder);

/// Binding a Unix socket: its folder must be there, and nothing but a socket at the path itself (a live one too:
/// whether it is taken shows when it is bound).
std::optional<std::string> socket_fault(const std::filesystem::path& socket);

/// Reading and writing a file that may not be there yet.
std::optional<std::string> own_file_fault(const std::filesystem::path& file);

}  // namespace newsbus
