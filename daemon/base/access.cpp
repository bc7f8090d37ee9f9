#include "base/access.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace newsbus {
namespace {

namespace fs = std::filesystem;
using Fault = std::optional<std::string>;

/// May the effective user do it? faccessat also knows read-only file systems.
bool may(const fs::path& path, int what) {
    return faccessat(AT_FDCWD, path.c_str(), what, AT_EACCESS) == 0;
}

std::string user() {
    const passwd* entry = getpwuid(geteuid());
    return entry ? fmt::format("user {}", entry->pw_name) : fmt::format("user {}", geteuid());
}

Fault not_by_us(const fs::path& path, const char* what) {
    if (errno == EACCES || errno == EPERM) return fmt::format("{} cannot be {} by {}", path.string(), what, user());
    return fmt::format("{} cannot be {}: {}", path.string(), what, std::strerror(errno));
}

/// The fault of a folder that is there.
Fault use_fault(const fs::path& folder) {
    return may(folder, W_OK | X_OK) ? Fault() : not_by_us(folder, "written to");
}

/// What stands at a path, links followed. errno says why it cannot be seen.
std::optional<struct stat> seen(const fs::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? std::optional(found) : std::nullopt;
}

}  // namespace

Fault file_fault(const fs::path& file) {
    auto found = seen(file);
    if (!found) return not_by_us(file, "read");
    if (S_ISDIR(found->st_mode)) return file.string() + " is a folder, not a file";
    if (!S_ISREG(found->st_mode)) return file.string() + " is not a regular file";
    return may(file, R_OK) ? Fault() : not_by_us(file, "read");
}

Fault folder_fault(const fs::path& folder) {
    std::error_code failed;
    fs::path place = fs::absolute(folder, failed);
    for (;; place = place.parent_path()) {
        if (auto found = seen(place)) {
            if (!S_ISDIR(found->st_mode)) return place.string() + " is not a folder";
            Fault fault = use_fault(place);
            bool to_be_made = fault && place != fs::absolute(folder, failed);
            return to_be_made ? fmt::format("{} cannot be made: {}", folder.string(), *fault) : fault;
        }
        if (errno == ENOTDIR) continue;  // the file in the way is found further up
        if (errno != ENOENT || !place.has_relative_path()) return not_by_us(folder, "reached");
        struct stat link {};
        if (::lstat(place.c_str(), &link) == 0) return place.string() + " is a link that leads nowhere";
    }
}

Fault socket_fault(const fs::path& socket) {
    fs::path folder = socket.parent_path();
    auto found = seen(folder);
    if (!found) return not_by_us(folder, "reached");
    if (!S_ISDIR(found->st_mode)) return folder.string() + " is not a folder";
    if (Fault fault = use_fault(folder)) return fault;
    struct stat there {};
    if (::lstat(socket.c_str(), &there) == 0 && !S_ISSOCK(there.st_mode))
        return fmt::format("{} is there and not a socket", socket.string());
    return std::nullopt;
}

Fault own_file_fault(const fs::path& file) {
    auto found = seen(file);
    if (!found) return errno == ENOENT ? Fault() : not_by_us(file, "reached");
    if (!S_ISREG(found->st_mode)) return file.string() + " is not a regular file";
    return may(file, R_OK | W_OK) ? Fault() : not_by_us(file, "read and written");
}

}  // namespace newsbus
