#include "store/sqlite/lock.h"

#include "store/sqlite/database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace newsbus::store {
namespace {

std::string holder(int file) {
    char text[32] = {};
    ssize_t size = pread(file, text, sizeof text - 1, 0);
    std::string pid(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    pid.erase(pid.find_last_not_of('\n') + 1);
    return pid.empty() ? "another process" : "process " + pid;
}

Failure refused(const std::filesystem::path& path, const char* why) {
    return Failure({Errc::store, path.string() + ": " + why});
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& dir) {
    auto path = dir / "lock";
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (file_ < 0) throw refused(path, std::strerror(errno));
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
        int why = errno;
        std::string other = holder(file_);
        close(file_);
        if (why != EWOULDBLOCK) throw refused(path, std::strerror(why));
        throw Failure({Errc::store, "state directory " + dir.string() + " is in use by " + other});
    }
    std::string pid = std::to_string(getpid()) + "\n";
    if (ftruncate(file_, 0) != 0 || pwrite(file_, pid.data(), pid.size(), 0) < 0) {
        int why = errno;
        close(file_);
        throw refused(path, std::strerror(why));
    }
}

DirectoryLock::~DirectoryLock() {
    close(file_);
}

}  // namespace newsbus::store
