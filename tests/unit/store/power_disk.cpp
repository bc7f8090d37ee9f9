#include "power_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

namespace newsbus::store::test {
namespace {

constexpr std::size_t sector = 512;

PowerDisk* disk = nullptr;

/// What SQLite has of an open file; SQLite allocates it.
struct Handle {
    sqlite3_file base;
    PowerDisk::File* file;
    PowerDisk::File* own;  ///< a temporary file
    int lock;
    bool keeps_log;
};

Handle& handle(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file);
}

int change(sqlite3_file* of, PowerDisk::Change change) {
    if (disk->ends_here()) return SQLITE_IOERR;
    PowerDisk::File& file = *handle(of).file;
    file.apply(change);
    file.unsynced.push_back(std::move(change));
    return SQLITE_OK;
}

int close_file(sqlite3_file* of) {
    Handle& closed = handle(of);
    if (closed.lock >= SQLITE_LOCK_SHARED) --closed.file->readers;
    delete closed.own;
    return SQLITE_OK;
}

int read_file(sqlite3_file* of, void* to, int size, sqlite3_int64 at) {
    if (disk->is_off()) return SQLITE_IOERR;
    const std::string& content = handle(of).file->content;
    const auto from = std::min(static_cast<std::size_t>(at), content.size());
    const auto length = std::min(static_cast<std::size_t>(size), content.size() - from);
    std::memcpy(to, content.data() + from, length);
    std::memset(static_cast<char*>(to) + length, 0, static_cast<std::size_t>(size) - length);
    return length == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* of, const void* from, int size, sqlite3_int64 at) {
    std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
    return change(of, {static_cast<std::uint64_t>(at), std::move(bytes), false});
}

int truncate_file(sqlite3_file* of, sqlite3_int64 size) {
    return change(of, {static_cast<std::uint64_t>(size), {}, true});
}

int sync_file(sqlite3_file* of, int) {
    if (disk->ends_here()) return SQLITE_IOERR;
    if (disk->lies) return SQLITE_OK;
    PowerDisk::File& file = *handle(of).file;
    file.synced = file.content;
    file.unsynced.clear();
    file.was_synced = true;
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* of, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(handle(of).file->content.size());
    return SQLITE_OK;
}

// Two connections in turn, of one thread: all that must be refused is to have a file alone that another one reads.
int lock_file(sqlite3_file* of, int level) {
    Handle& locked = handle(of);
    const bool reads = locked.lock >= SQLITE_LOCK_SHARED;
    if (level == SQLITE_LOCK_EXCLUSIVE && locked.file->readers > (reads ? 1 : 0)) return SQLITE_BUSY;
    if (!reads && level >= SQLITE_LOCK_SHARED) ++locked.file->readers;
    locked.lock = std::max(locked.lock, level);
    return SQLITE_OK;
}

int unlock_file(sqlite3_file* of, int level) {
    Handle& locked = handle(of);
    if (locked.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --locked.file->readers;
    locked.lock = std::min(locked.lock, level);
    return SQLITE_OK;
}

int is_reserved(sqlite3_file*, int* reserved) {
    *reserved = 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file* of, int what, void* value) {
    if (what != SQLITE_FCNTL_PERSIST_WAL) return SQLITE_NOTFOUND;
    int& keep = *static_cast<int*>(value);
    if (keep >= 0) handle(of).keeps_log = keep != 0;
    keep = handle(of).keeps_log;
    return SQLITE_OK;
}

// As the file system of Unix answers.
int sector_size(sqlite3_file*) {
    return 4096;
}

int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_shared(sqlite3_file* of, int number, int size, int extend, volatile void** to) {
    auto& shared = handle(of).file->shared;
    *to = nullptr;
    if (static_cast<std::size_t>(number) >= shared.size() && !extend) return SQLITE_OK;
    while (shared.size() <= static_cast<std::size_t>(number))
        shared.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *to = shared[static_cast<std::size_t>(number)].get();
    return SQLITE_OK;
}

int lock_shared(sqlite3_file*, int, int, int) {
    return SQLITE_OK;
}

void fence(sqlite3_file*) {}

int unmap_shared(sqlite3_file* of, int remove) {
    if (remove) handle(of).file->shared.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods = {
    2,           close_file,  read_file,    write_file,   truncate_file, sync_file,       size_of_file,
    lock_file,   unlock_file, is_reserved,  control_file, sector_size,   characteristics, map_shared,
    lock_shared, fence,       unmap_shared, nullptr,      nullptr,
};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* of, int flags, int* given) {
    Handle& opened = *new (of) Handle{};
    if (disk->is_off()) return SQLITE_IOERR;
    if (!name) {
        opened.file = opened.own = new PowerDisk::File;
    } else {
        if (!disk->has(name) && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
        opened.file = &disk->open(name);
    }
    opened.base.pMethods = &methods;
    if (given) *given = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int) {
    if (disk->ends_here()) return SQLITE_IOERR;
    disk->remove(name);
    return SQLITE_OK;
}

int access_file(sqlite3_vfs*, const char* name, int, int* there) {
    *there = disk->has(name);
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* to) {
    sqlite3_snprintf(size, to, "%s", name);
    return SQLITE_OK;
}

/// The file system; all that is none of its files (clocks, random bytes) is as in `usual`.
sqlite3_vfs* file_system(sqlite3_vfs* usual) {
    static sqlite3_vfs made;
    made = *usual;
    made.pNext = nullptr;
    made.zName = "power";
    made.szOsFile = sizeof(Handle);
    made.xOpen = open_file;
    made.xDelete = delete_file;
    made.xAccess = access_file;
    made.xFullPathname = full_path;
    return &made;
}

}  // namespace

void PowerDisk::File::apply(const Change& change) {
    if (change.truncates) {
        content.resize(change.at);
        return;
    }
    content.resize(std::max(content.size(), static_cast<std::size_t>(change.at) + change.bytes.size()));
    content.replace(change.at, change.bytes.size(), change.bytes);
}

PowerDisk::PowerDisk() {
    if (disk) throw std::logic_error("there is a PowerDisk already");
    disk = this;
    sqlite3_vfs_register(file_system(sqlite3_vfs_find("unix")), 1);
}

PowerDisk::~PowerDisk() {
    sqlite3_vfs_unregister(sqlite3_vfs_find("power"));
    sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1);
    disk = nullptr;
}

void PowerDisk::end_after(std::uint64_t operations) {
    last_ = operations == 0 ? 0 : operations_ + operations;
}

bool PowerDisk::ends_here() {
    if (off_) return true;
    ++operations_;
    off_ = last_ != 0 && operations_ >= last_;
    return off_;
}

PowerDisk::File& PowerDisk::open(const std::string& path) {
    return files_[path];
}

void PowerDisk::come_back_from_a_kill() {
    off_ = false;
    last_ = 0;
    for (auto& [path, file] : files_) {
        file.shared.clear();
        if (file.readers != 0) throw std::logic_error(path + " is still open");
    }
}

void PowerDisk::come_back(std::mt19937& dice) {
    come_back_from_a_kill();
    // Some cuts take all, some nothing.
    const double kept = std::clamp(std::uniform_real_distribution(-0.3, 1.3)(dice), 0.0, 1.0);
    auto happens = [&](double chance) { return std::bernoulli_distribution(chance)(dice); };
    std::erase_if(files_, [&](const auto& file) { return !file.second.was_synced && !happens(kept); });
    for (auto& [path, file] : files_) {
        file.content = file.synced;
        std::ranges::shuffle(file.unsynced, dice);
        for (const Change& change : file.unsynced) {
            if (!happens(kept)) continue;
            if (change.truncates || happens(0.5)) {
                file.apply(change);
                continue;
            }
            for (std::size_t from = 0; from < change.bytes.size(); from += sector)  // torn
                if (happens(0.5)) file.apply({change.at + from, change.bytes.substr(from, sector), false});
        }
        file.synced = file.content;
        file.unsynced.clear();
        file.was_synced = true;
    }
}

}  // namespace newsbus::store::test
