#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace newsbus::store::test {

/// A disk in memory for the databases of SQLite, whose power can be cut. It is SQLite's default file system while it
/// lives; only one does at a time. Not for several threads.
///
/// Between two syncs of a file it may do with each write what real disks do: put it off, do it before an earlier one,
/// or do it in part, by sectors of 512 bytes.
class PowerDisk {
public:
    PowerDisk();
    PowerDisk(const PowerDisk&) = delete;
    PowerDisk& operator=(const PowerDisk&) = delete;
    ~PowerDisk();

    /// It all ends with the n-th write, truncation or sync from now, which is not done: every operation fails from
    /// there on. 0 = never.
    void end_after(std::uint64_t operations);
    bool is_off() const { return off_; }
    std::uint64_t operations() const { return operations_; }

    /// Goes on after a power cut: of what was not synced, something is there and something is not. No connection may be
    /// open.
    void come_back(std::mt19937& dice);

    /// Goes on after the death of the process: all that was written is there, though not synced yet.
    void come_back_from_a_kill();

    bool lies = false;  ///< syncs do nothing: what a promise on such a disk is worth

    /// One write or truncation that was not synced. A truncation has no bytes.
    struct Change {
        std::uint64_t at;
        std::string bytes;
        bool truncates;
    };
    struct File {
        std::string content;                          ///< as the process sees it
        std::string synced;                           ///< what a power cut cannot take
        std::vector<Change> unsynced;                 ///< between the two
        bool was_synced = false;                      ///< else a power cut may take the whole file
        int readers = 0;                              ///< connections with a lock on it
        std::vector<std::unique_ptr<char[]>> shared;  ///< memory that connections share: the index of a log

        void apply(const Change& change);
    };

    // For the file system that SQLite sees.
    bool ends_here();  ///< counts an operation; true when it and all others fail
    File& open(const std::string& path);
    void remove(const std::string& path) { files_.erase(path); }
    bool has(const std::string& path) const { return files_.contains(path); }

private:
    std::map<std::string, File> files_;
    std::uint64_t operations_ = 0, last_ = 0;
    bool off_ = false;
};

}  // namespace newsbus::store::test
