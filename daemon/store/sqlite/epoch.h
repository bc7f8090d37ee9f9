#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "message/outbox_entry.h"
#include "store/sqlite/database.h"

namespace newsbus::store {

/// What the file `epoch` beside the database says. Readers of the bus count by sequence numbers, so a state that was
/// put back from an older copy gives numbers out twice; an epoch names the numbering. Kept in the database alone it
/// would go back with it: the file tells what the database does not know any more.
struct EpochRecord {
    std::string epoch;    ///< of the database beside it; "" = none was settled yet
    std::string next;     ///< a new one that is being written into the database; "" = none is
    Seq last = 0;         ///< the highest number known to be given out; never more than the database has on disk
    bool copied = false;  ///< the file is not the one that was written: the whole folder was copied
    bool operator==(const EpochRecord&) const = default;
};

/// Why the numbering of a database must change; "" = it stays. `epoch` and `last` are the database's, `epoch` not "".
std::string reason_for_new_epoch(const std::optional<EpochRecord>& beside, const std::string& epoch, Seq last);

/// The same for a database that has no epoch yet: it is new, or from before there were epochs.
std::string reason_for_first_epoch(const std::optional<EpochRecord>& beside, Seq last);

/// The file `epoch` of a state directory. It is replaced whole (temporary file, fsync, rename), except for the number,
/// which is overwritten in place after a commit: that survives the process at once and the machine when the kernel has
/// written it. Functions throw Failure unless they say otherwise.
class EpochFile {
public:
    explicit EpochFile(const std::filesystem::path& dir);
    EpochFile(const EpochFile&) = delete;
    EpochFile& operator=(const EpochFile&) = delete;
    ~EpochFile();  ///< renews it

    /// Nothing when there is no file, or none that can be understood.
    std::optional<EpochRecord> read() const;

    void write(const EpochRecord& record);

    /// Everything up to `last` is committed. Never fails: a number that could not be written is written by the next
    /// call, and one that is too low only makes an older copy harder to notice.
    void mark(Seq last) noexcept;

    /// Makes the file anew when the number has moved since it was made: a copy of the folder that is later written over
    /// the folder, file by file, is then told by its time of birth. At most once a minute. Never fails: the old one
    /// will do.
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

/// Brings database and file together at a start; afterwards both name the same epoch. Survives being killed at any
/// point. Returns why a new epoch began where there had been one, "" when none had.
std::string settle_epoch(Database& database, EpochFile& file);

}  // namespace newsbus::store
