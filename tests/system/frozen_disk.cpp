// Preloaded into the daemon: while the file that FROZEN_DISK names exists, every write to a regular file waits, as on a
// file system that is frozen or a disk that does not answer.
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

namespace {

void wait_for_the_disk(int fd) {
    const char* flag = std::getenv("FROZEN_DISK");
    struct stat about {};
    if (!flag || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) return;
    while (access(flag, F_OK) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

/// The function of that name in the C library.
template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) {
    wait_for_the_disk(fd);
    return next<decltype(&pwrite64)>("pwrite64")(fd, data, size, at);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
    wait_for_the_disk(fd);
    return next<decltype(&pwrite)>("pwrite")(fd, data, size, at);
}

int fdatasync(int fd) {
    wait_for_the_disk(fd);
    return next<decltype(&fdatasync)>("fdatasync")(fd);
}

int fsync(int fd) {
    wait_for_the_disk(fd);
    return next<decltype(&fsync)>("fsync")(fd);
}
}
