#include "store/sqlite/sqlite_store.h"

#include "ledger/record.h"
#include "ledger/retention.h"
#include "ledger/traffic.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/source_row.h"
#include "store/sqlite/traffic_row.h"

#include <system_error>

namespace newsbus::store {
namespace {

namespace fs = std::filesystem;

// Members of the daemon's group may read the state; nobody else.
const fs::path& made(const fs::path& dir) {
    std::error_code problem;
    if (fs::is_directory(dir, problem)) return dir;
    fs::create_directories(dir, problem);
    if (!problem) fs::permissions(dir, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec, problem);
    if (problem) throw Failure({Errc::store, dir.string() + ": " + problem.message()});
    return dir;
}

constexpr int checkpoint_overdue = 8000;  // pages: claims usually keep the write-ahead log far below

// A disk error is thrown on and fails the whole batch: every Outcome is retried later. Any other failure concerns this
// Outcome alone.
Result<Receipt> record_alone(Database& database, SqliteRows& rows, const Outcome& outcome,
                             const ledger::Policy& policy) {
    const ledger::LogSize before = rows.log_size();
    Savepoint savepoint(database);
    try {
        Receipt receipt = ledger::record(rows, outcome, policy);
        savepoint.keep();
        return receipt;
    } catch (const Failure& failure) {
        if (failure.error().code == Errc::store) throw;
        rows.reset_counters(before);
        return failure.error();
    }
}

// A process that died in a commit may have written it and not synced it. It is valid, and a power cut can still take
// it: before anybody counts on it, a commit of ours brings both onto the disk.
void sync_what_is_there(Database& database) {
    SqlTransaction transaction(database, Durability::full);
    database.run("INSERT INTO meta VALUES('starts', 1) ON CONFLICT(key) DO UPDATE SET value = value + 1");
    transaction.commit();
}

ledger::ClockAnchor stored_anchor(Database& database) {
    ledger::ClockAnchor anchor;
    Query run = database.query("SELECT value FROM meta WHERE key = 'clock_run'");
    if (run.next()) anchor.run = run.text(0);
    Query start = database.query("SELECT value FROM meta WHERE key = 'clock_start'");
    if (start.next()) anchor.start = start.time(0);
    return anchor;
}

int keep_wal_size(void* pages, sqlite3*, const char*, int in_wal) {
    *static_cast<int*>(pages) = in_wal;
    return SQLITE_OK;
}

}  // namespace

SqliteStore::SqliteStore(const Options& options, TimePoint now)
    : options_(options),
      lock_(made(options.dir)),
      database_(database_file(options.dir), Database::Mode::read_write),
      epoch_file_(options.dir),
      latest_(now) {
    prepare_writer(database_);
    sync_what_is_there(database_);
    new_epoch_ = settle_epoch(database_, epoch_file_);
    knows_robots_ = database_.number("SELECT EXISTS(SELECT 1 FROM memory WHERE kind = ?)",
                                     ledger::name_of(ledger::MemoryKind::robots)) != 0;
    sqlite3_wal_hook(database_.handle(), keep_wal_size, &wal_pages_);

    SqlTransaction transaction(database_, Durability::full);
    // The process that held these is dead: we hold the lock now.
    database_.run("UPDATE job SET leased = NULL, crashes = crashes + 1, due = min(due, ?) WHERE leased IS NOT NULL",
                  now);
    anchor_ = stored_anchor(database_);
    settle_clock();
    pull_in(now);
    transaction.commit();
    policy_.addressing.publisher = stored_publisher(database_);
}

Result<std::string> SqliteStore::publisher() {
    return policy_.addressing.publisher;
}

// The publisher is stored for the readers; leaving it out of the configuration brings the random one back.
Result<void> SqliteStore::set_policy(const ledger::Policy& policy) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::full);
        database_.run("DELETE FROM meta WHERE key = 'configured_publisher'");
        if (!policy.addressing.publisher.empty())
            database_.run("INSERT INTO meta VALUES('configured_publisher', ?)", policy.addressing.publisher);
        transaction.commit();
        policy_ = policy;
        policy_.addressing.publisher = stored_publisher(database_);
    });
}

Result<void> SqliteStore::set_sources(std::span<const ledger::ConfiguredSource> sources,
                                      const ledger::FirstPolls& first) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::full);
        SqliteRows rows(database_);
        ledger::set_sources(rows, sources, first);
        transaction.commit();
    });
}

Result<std::vector<Result<Receipt>>> SqliteStore::commit(std::span<const Outcome> outcomes) {
    return guarded([&] {
        checkpoint(checkpoint_overdue);
        std::vector<Result<Receipt>> receipts;
        SqlTransaction transaction(database_, Durability::full);
        if (was_clock_set()) settle_clock();
        SqliteRows rows(database_);
        for (const Outcome& outcome : outcomes) {
            const TimePoint now = options_.boot ? options_.boot->now() : outcome.now;
            const bool is_stale = ledger::is_of_another_time(now, outcome);
            receipts.push_back(is_stale ? record_alone(database_, rows, ledger::moved_to(now, outcome), policy_)
                                        : record_alone(database_, rows, outcome, policy_));
        }
        rows.save_counters();
        transaction.commit();
        for (const Outcome& outcome : outcomes) knows_robots_ = knows_robots_ || !outcome.robots.empty();
        epoch_file_.mark(rows.log_size().last);
        return receipts;
    });
}

Result<bool> SqliteStore::trim(TimePoint now) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::full);
        SqliteRows rows(database_);
        const bool more = ledger::trim(rows, options_.retention, policy_, now);
        rows.save_counters();
        transaction.commit();
        epoch_file_.mark(rows.log_size().last);
        epoch_file_.renew(now);
        return more;
    });
}

Result<std::vector<ledger::PollPromise>> SqliteStore::make_due(const ledger::PollWish& wish, TimePoint now,
                                                               Duration min_interval) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::relaxed);
        SqliteRows rows(database_);
        std::vector<ledger::PollPromise> promises = ledger::make_due(rows, wish, now, min_interval);
        transaction.commit();
        return promises;
    });
}

Result<void> SqliteStore::make_all_due(TimePoint now) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::relaxed);
        database_.run(
            "UPDATE job SET due = max(?1, coalesce((SELECT rests_until FROM source WHERE no = job.source), 0))"
            " WHERE kind = ?2 AND due > ?1",
            now, static_cast<int>(JobKind::poll));
        transaction.commit();
    });
}

Result<std::vector<Rest>> SqliteStore::rests(TimePoint now) {
    return guarded([&] { return stored_rests(database_, now); });
}

Result<std::vector<SourceStatus>> SqliteStore::sources() {
    return guarded([&] { return source_statuses(database_); });
}

Result<void> SqliteStore::hear(const ledger::HubWord& word) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::full);
        SqliteRows rows(database_);
        ledger::hear(rows, word);
        transaction.commit();
    });
}

Result<std::vector<Subscription>> SqliteStore::subscriptions() {
    return guarded([&] { return subscriptions_of(database_); });
}

Result<void> SqliteStore::save_cursor(std::string_view sink, Seq sent) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::relaxed);
        database_.run("INSERT INTO cursor VALUES(?, ?) ON CONFLICT(sink) DO UPDATE SET sent = excluded.sent", sink,
                      sent);
        transaction.commit();
    });
}

// Not worth a sync: it rides with the next commit.
Result<void> SqliteStore::add_traffic(std::span<const HostTraffic> traffic) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::relaxed);
        SqliteRows rows(database_);
        ledger::add_traffic(rows, traffic);
        transaction.commit();
    });
}

// Moves the write-ahead log into the file when it has grown past `pages`. Readers are not waited for.
void SqliteStore::checkpoint(int pages) {
    if (wal_pages_ < pages) return;
    int in_wal = 0, moved = 0;
    int code = sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_wal, &moved);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        throw Failure({Errc::store, std::string("checkpoint: ") + sqlite3_errmsg(database_.handle())});
    wal_pages_ = in_wal - moved;
}

Result<std::unique_ptr<Store>> open_sqlite_store(const Options& options, TimePoint now) {
    return guarded([&]() -> std::unique_ptr<Store> { return std::make_unique<SqliteStore>(options, now); });
}

}  // namespace newsbus::store
