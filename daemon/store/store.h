#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/policy.h"
#include "ledger/polls.h"
#include "ledger/pushes.h"
#include "ledger/roster.h"
#include "message/outbox_entry.h"
#include "store/options.h"
#include "work/job.h"
#include "work/outcome.h"
#include "work/traffic.h"

namespace newsbus::store {

/// One source as `newsbus status` shows it.
struct SourceStatus {
    std::string id;
    std::string name;   ///< for people, "" = none
    SourceState state;  ///< `known` is left empty
    std::optional<TimePoint> next_due;
    std::size_t pages_waiting = 0;
    std::optional<Rest> host_rests;           ///< the host of its next poll does; it may be over
    std::optional<TimePoint> newest_article;  ///< when one was last published live: neither a backfill nor an update
    bool operator==(const SourceStatus&) const = default;
};

/// Number of sources for each Health.
using Census = std::array<std::size_t, health_count>;

/// The sources as a whole, and those that are worst off.
struct Complaints {
    Census census{};
    std::vector<SourceStatus> worst;  ///< failing, blocked or gone: most failures in a row first
    bool operator==(const Complaints&) const = default;
};

/// A subscription at a hub, or what is left of one, and whose it is.
struct Subscription {
    std::string source;
    Push push;
    bool operator==(const Subscription&) const = default;
};

/// What the metrics show of the store, seen at one moment.
struct Survey {
    Census census{};
    std::vector<SourceStatus> sources;  ///< by id; none when there are more than asked for
    std::size_t pages_waiting = 0;
    std::array<std::size_t, push_stage_count> subscriptions{};  ///< for each PushStage; those of `none` are not counted
    Bounds log;
    std::uint64_t log_bytes = 0;       ///< of the messages kept, as `retention_size` counts
    std::uint64_t database_bytes = 0;  ///< of the file
    std::uint64_t wal_bytes = 0;       ///< of its write-ahead log
    std::uint64_t free_bytes = 0;      ///< of its file system, for ordinary users
    bool operator==(const Survey&) const = default;
};

/// The writer of the state. Blocks; used by one thread, the store thread. Errors are Errc::store. Opening it takes the
/// lock of the state directory: a second daemon on it is refused.
class Store {
public:
    virtual ~Store() = default;

    /// ledger::set_sources().
    virtual Result<void> set_sources(std::span<const ledger::ConfiguredSource> sources,
                                     const ledger::FirstPolls& first) = 0;
    virtual Result<void> set_policy(const ledger::Policy& policy) = 0;

    /// Leases due jobs: at most `limit`, the earliest first, and on each host no more than it has slots left.
    /// Where the wall clock was set meanwhile, or since the store was open last (Options::boot), all deadlines move
    /// with it: nothing comes earlier for it, or later.
    virtual Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) = 0;

    /// Leases the poll of a source, due or not: what a hub sent is read in its place. Nothing when the source is not
    /// polled, or its poll is leased already.
    virtual Result<std::optional<Job>> claim_poll(std::string_view source) = 0;

    /// When the next job is due that is not leased and whose host has a slot left; nothing when there is none.
    virtual Result<std::optional<TimePoint>> next_due(const HostSlots& slots) = 0;

    /// Commits outcomes in one transaction. Each is recorded by ledger::record() in a savepoint of its own. Returns one
    /// Receipt for each Outcome, in order.
    /// A disk error fails the whole batch: nothing of it is stored. An Outcome that cannot be stored for a reason of
    /// its own fails alone, with a code other than Errc::store. One whose job ended meanwhile is not stored, which is
    /// no failure: Receipt::obsolete.
    virtual Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) = 0;

    /// Gives claimed jobs back unvisited (shutdown, cancelled fetch): ends the lease and keeps the due time.
    virtual Result<void> release(std::span<const std::int64_t> jobs) = 0;

    /// The hosts that rest at `now` (Outcome::rest).
    virtual Result<std::vector<Rest>> rests(TimePoint now) = 0;

    /// Makes every poll due at `now` (run --now), but none of a source whose server asked to wait.
    virtual Result<void> make_all_due(TimePoint now) = 0;

    /// ledger::make_due().
    virtual Result<std::vector<ledger::PollPromise>> make_due(const ledger::PollWish& wish, TimePoint now,
                                                              Duration min_interval) = 0;

    /// ledger::hear().
    virtual Result<void> hear(const ledger::HubWord& word) = 0;

    /// All that there are, of sources that were taken out too.
    virtual Result<std::vector<Subscription>> subscriptions() = 0;

    /// Saves that `sink` was sent everything up to and including `sent`.
    virtual Result<void> save_cursor(std::string_view sink, Seq sent) = 0;

    /// ledger::add_traffic().
    virtual Result<void> add_traffic(std::span<const HostTraffic> traffic) = 0;

    /// ledger::trim(). True when there is more to trim.
    virtual Result<bool> trim(TimePoint now) = 0;

    virtual Result<std::vector<SourceStatus>> sources() = 0;
    virtual Result<std::string> publisher() = 0;

    /// Why opening the store began a new epoch: the state was put back from a copy. "" when it did not.
    virtual const std::string& new_epoch() const = 0;
};

/// The reader of the log and of the sources. Short read transactions. Any thread, but each thread needs its own.
class Outbox {
public:
    virtual ~Outbox() = default;
    virtual Result<std::vector<OutboxEntry>> read(const Range& range) = 0;
    virtual Result<Bounds> bounds() = 0;
    virtual Result<Seq> cursor(std::string_view sink) = 0;
    virtual Result<std::string> publisher() = 0;
    virtual Result<std::vector<Epoch>> epochs() = 0;  ///< oldest first; the last one is the current one
    virtual Result<std::vector<SourceStatus>> sources() = 0;

    /// What hosts were asked from the day `first` to the day `last`, by day and host.
    virtual Result<std::vector<HostTraffic>> traffic(std::chrono::sys_days first, std::chrono::sys_days last) = 0;

    /// The hosts that rest, by name. Some rests may be over.
    virtual Result<std::vector<Rest>> rests() = 0;

    /// At most `worst` of the sources that are not well.
    virtual Result<Complaints> complaints(std::size_t worst) = 0;

    /// A survey; it lists each source when there are at most `most`. The cost does not grow with the log.
    virtual Result<Survey> survey(std::size_t most) = 0;
};

/// Could a store be opened in `dir`? Errc::config when the folder is missing and cannot be made, or this user may not
/// write in it. Whether another daemon holds it, or the store is damaged, shows only when it is opened.
Result<void> check_place(const std::filesystem::path& dir);

/// Opens the SQLite store in options.dir; makes or migrates it when needed. `now` pulls in stored deadlines that are
/// implausibly far ahead. Leases of a process that died are ended and counted (Job::crashes).
Result<std::unique_ptr<Store>> open_sqlite_store(const Options& options, TimePoint now);

/// Opens the log read-only, with or without a running daemon. Fails when there is none.
Result<std::unique_ptr<Outbox>> open_sqlite_outbox(const std::filesystem::path& dir);

}  // namespace newsbus::store
