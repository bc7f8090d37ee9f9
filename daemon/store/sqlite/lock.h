#pragma once

#include <filesystem>

namespace newsbus::store {

/// Holds a state directory for one daemon, by an advisory lock on the file `lock` in it, which holds the pid of the
/// holder. The kernel ends the lock with the process, however that dies.
class DirectoryLock {
public:
    /// Throws Failure (Errc::store) when another process holds it, naming that process.
    explicit DirectoryLock(const std::filesystem::path& dir);
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;
    ~DirectoryLock();

private:
    int file_;
};

}  // namespace newsbus::store
