#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "message/outbox_entry.h"
#include "store/sqlite/database.h"

namespace newsbus::store {

/// The content of the file `epoch` beside the database. Readers of the bus count by sequence numbers. A state that was
/// put back from an older copy gives numbers out a second time, so it must begin a new epoch, the name of a numbering.
/// The database alone cannot notice that it is old, but this file, which was not put back with it, knows a newer epoch
/// or number.
struct EpochRecord {
    std::string epoch;    ///< of the database beside it; "" = none yet
    std::string next;     ///< a new epoch that is being written into the database; "" = none
    Seq last = 0;         ///< highest number known to be given out; never more than the database has on disk
    bool copied = false;  ///< the file is not the one that was written: the whole folder was copied
    bool operator==(const EpochRecord&) const = default;
};

/// Why the database must begin a new epoch; "" = it need not. `epoch` and `last` are the database's; `epoch` is not "".
std::string reason_for_new_epoch(const std::optional<EpochRecord>& beside, const std::string& epoch, Seq last);

/// The same for a database without an epoch: it is new, or older than epochs.
std::string reason_for_first_epoch(const std::optional<EpochRecord>& beside, Seq last);

/// The file `epoch` of a state directory. It is replaced as a whole (temporary file, fsync, rename), but after a commit
/// only its number is overwritten in place: that survives the death of the process at once, and that of the machine
/// once the kernel has written it. Functions throw Failure unless they say otherwise.
class EpochFile {
public:
    explicit EpochFile(const std::filesystem::path& dir);
    EpochFile(const EpochFile&) = delete;
    EpochFile& operator=(const EpochFile&) = delete;
    ~EpochFile();  ///< calls renew()

    /// The content of the file; nothing when there is none or it cannot be understood.
    std::optional<EpochRecord> read() const;

    void write(const EpochRecord& record);

    /// Records that everything up to `last` is committed. Never fails: a number that cannot be written is written by
    /// the next call. A number that is too low only makes it harder to notice an older copy.
    void mark(Seq last) noexcept;

    /// Makes the file anew if its number has changed since it was made; at most once a minute. A copy of the folder
    /// that is later written over the folder, file by file, is then noticed: another file was made since. Never fails:
    /// the old file will do.
    void renew(TimePoint now) noexcept;

private:
    void renew() noexcept;

    std::filesystem::path path_;
    std::string epoch_;  // of the last write()
    int file_ = -1;      // open for mark(); -1 before write()
    Seq written_ = 0, marked_ = 0;
    TimePoint renewed_{};
};

/// The epochs of the log, oldest first; empty before the first start of a newsbus that knows them.
std::vector<Epoch> stored_epochs(Database& database);

/// Brings database and file together at a start; afterwards both have the same epoch. May be killed at any point: the
/// next start goes on. Returns why a new epoch began in place of an earlier one, "" when that did not happen.
std::string settle_epoch(Database& database, EpochFile& file);

}  // namespace newsbus::store
