#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace newsbus {

// Can this process, as the user that it runs as, use a path in some way? Each function returns what is wrong, naming
// the path, and nothing when all is well. Nothing is made or changed.

/// Reading a regular file.
std::optional<std::string> file_fault(const std::filesystem::path& file);

/// Making files in a folder; a folder that is not there yet would be made first.
std::optional<std::string> folder_fault(const std::filesystem::path& folder);

/// Binding a Unix socket: its folder must be there, and nothing but a socket may stand at the path. A socket that is in
/// use is no fault here: that shows when it is bound.
std::optional<std::string> socket_fault(const std::filesystem::path& socket);

/// Reading and writing a file that may not be there yet.
std::optional<std::string> own_file_fault(const std::filesystem::path& file);

}  // namespace newsbus
