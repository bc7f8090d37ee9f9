#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "message/message.h"
#include "message/outbox_entry.h"
#include "store/options.h"
#include "work/job.h"
#include "work/outcome.h"

namespace newsbus::store {

/// What the configuration says about a source, as far as the store must know.
struct SourceRow {
    std::string id;
    std::string url;
    std::string previous_id;  ///< take over the state of this source, once
    std::string name = {};    ///< for people
    bool operator==(const SourceRow&) const = default;
};

/// When sources that were never polled are polled first: the n-th of them `apart` after the one before it.
struct FirstPolls {
    TimePoint begin;
    Duration apart{0};
};

/// Which sources somebody wants to have polled at once.
struct PollWish {
    enum class Whom {
        named,
        failing,  ///< those that fail or are blocked
        all,      ///< but for those that are gone: they are polled again when they are named
    };
    Whom whom = Whom::named;
    std::vector<std::string> names;
    bool force = false;  ///< also a source whose server asked to wait (Retry-After)
    bool operator==(const PollWish&) const = default;
};

/// What becomes of the wish for one source. `due` = when it is polled.
struct PollPromise {
    enum class Kind {
        now,
        soon,     ///< at `due`: it was polled a moment ago
        rests,    ///< at `due`: its server asked to wait
        running,  ///< a poll is under way
        unknown,  ///< there is no such source
    };
    std::string source;
    Kind kind = Kind::now;
    TimePoint due{};
    bool operator==(const PollPromise&) const = default;
};

/// What of the configuration decides about an entry and its messages.
struct Policy {
    message::Addressing addressing;
    bool publish_once = false;  ///< what another source has told is not told again
    bool operator==(const Policy&) const = default;
};

/// One source as `newsbus status` shows it.
struct SourceStatus {
    std::string id;
    std::string name;   ///< for people, "" = none
    SourceState state;  ///< `known` is left empty
    std::optional<TimePoint> next_due;
    std::size_t pages_waiting = 0;
    std::optional<TimePoint> newest_article;  ///< when one was last published live: neither a backfill nor an update
    bool operator==(const SourceStatus&) const = default;
};

/// How many sources there are, by Health.
using Census = std::array<std::size_t, health_count>;

/// The sources as a whole, and those that are worst off.
struct Complaints {
    Census census{};
    std::vector<SourceStatus> worst;  ///< failing, blocked or gone: most failures in a row first
    bool operator==(const Complaints&) const = default;
};

/// What the metrics show of the store, seen at one moment.
struct Survey {
    Census census{};
    std::vector<SourceStatus> sources;  ///< by id; none when there are more than asked for
    std::size_t pages_waiting = 0;
    Bounds log;
    std::uint64_t log_bytes = 0;       ///< of the messages kept, as `retention_size` counts
    std::uint64_t database_bytes = 0;  ///< of the file
    std::uint64_t wal_bytes = 0;       ///< of its write-ahead log
    std::uint64_t free_bytes = 0;      ///< of its file system, for whom the reserve is not
    bool operator==(const Survey&) const = default;
};

/// The writer. Blocking; used by one thread, the store thread; errors are Errc::store.
/// Opening takes the state directory's lock: a second daemon on it is refused.
class Store {
public:
    virtual ~Store() = default;

    /// Makes the stored sources those of the configuration: new ones get a poll job, those that were never polled are
    /// polled as `first` says, all others when they are due anyway. Missing ones are kept but no longer polled, a
    /// changed URL is taken over at once, without validators but with everything seen. Jobs that end this way are
    /// forgotten: an Outcome that still comes for one is obsolete.
    virtual Result<void> set_sources(std::span<const SourceRow> sources, const FirstPolls& first) = 0;
    virtual Result<void> set_policy(const Policy& policy) = 0;

    /// Leases at most `limit` due jobs, earliest first, no more on a host than it has slots left.
    virtual Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) = 0;

    /// When the next unleased job on a host with a slot left is due; nothing when there is none.
    virtual Result<std::optional<TimePoint>> next_due(const HostSlots& slots) = 0;

    /// One transaction, a savepoint each; `seen` has the last word on what is new. One Receipt an Outcome, in order;
    /// an Outcome that cannot be stored for a reason of its own (not the disk) fails alone, with another code than
    /// Errc::store. One whose job ended meanwhile is not stored, and that is no failure: Receipt::obsolete.
    virtual Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) = 0;

    /// Gives claimed jobs back unvisited (shutdown, cancelled fetch): lease off, due time as it was.
    virtual Result<void> release(std::span<const std::int64_t> jobs) = 0;

    /// Makes every poll due at `now` (run --now).
    virtual Result<void> make_all_due(TimePoint now) = 0;

    /// Makes polls due at `now`, but none sooner than `min_interval` after the one before it. One promise a source, in
    /// the order of the names, each name once.
    virtual Result<std::vector<PollPromise>> make_due(const PollWish& wish, TimePoint now, Duration min_interval) = 0;

    /// Saves that `sink` was sent everything up to and including `sent`.
    virtual Result<void> save_cursor(std::string_view sink, Seq sent) = 0;

    /// Drops messages past the retention and appends `source/trimmed/...` messages; a bounded amount of work a call.
    /// True when there is more to trim.
    virtual Result<bool> trim(TimePoint now) = 0;

    virtual Result<std::vector<SourceStatus>> sources() = 0;
    virtual Result<std::string> publisher() = 0;

    /// Why opening it began a new epoch: the state was put back from a copy. "" when it did not.
    virtual const std::string& new_epoch() const = 0;
};

/// The reader of the log. Any thread, one instance a thread; short transactions.
class Outbox {
public:
    virtual ~Outbox() = default;
    virtual Result<std::vector<OutboxEntry>> read(const Range& range) = 0;
    virtual Result<Bounds> bounds() = 0;
    virtual Result<Seq> cursor(std::string_view sink) = 0;
    virtual Result<std::string> publisher() = 0;
    virtual Result<std::vector<Epoch>> epochs() = 0;  ///< oldest first; the last one is the current one
    virtual Result<std::vector<SourceStatus>> sources() = 0;

    /// At most `worst` of the sources that are not well.
    virtual Result<Complaints> complaints(std::size_t worst) = 0;

    /// Each source when there are at most `most`. The cost does not grow with the log.
    virtual Result<Survey> survey(std::size_t most) = 0;
};

/// Could a store be opened in `dir`? Errc::config when the folder is not there and cannot be made, or this user may not
/// write in it. What only opening shows (locked by another daemon, damaged) is no matter of this.
Result<void> check_place(const std::filesystem::path& dir);

/// Opens (and makes, or migrates) the SQLite store in options.dir. `now` clamps stored deadlines that lie implausibly
/// far ahead, and ends the leases of a process that died.
Result<std::unique_ptr<Store>> open_sqlite_store(const Options& options, TimePoint now);

/// Opens the log read-only, with or without a running daemon. Fails when there is none.
Result<std::unique_ptr<Outbox>> open_sqlite_outbox(const std::filesystem::path& dir);

}  // namespace newsbus::store
