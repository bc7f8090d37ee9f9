#pragma once

#include "ledger/clock_anchor.h"
#include "ledger/rows.h"
#include "store/sqlite/database.h"
#include "store/sqlite/epoch.h"
#include "store/sqlite/lock.h"
#include "store/store.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::store {

/// The Store in one SQLite file. What becomes of an entry is decided in `ledger`; here are rows and transactions. The
/// functions are in sqlite_store.cpp and claim.cpp, by subject.
class SqliteStore final : public Store {
public:
    /// Throws Failure.
    SqliteStore(const Options& options, TimePoint now);

    Result<void> set_sources(std::span<const ledger::ConfiguredSource> sources,
                             const ledger::FirstPolls& first) override;
    Result<void> set_policy(const ledger::Policy& policy) override;
    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override;
    Result<std::optional<Job>> claim_poll(std::string_view source) override;
    Result<std::optional<TimePoint>> next_due(const HostSlots& slots) override;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override;
    Result<void> release(std::span<const std::int64_t> jobs) override;
    Result<std::vector<Rest>> rests(TimePoint now) override;
    Result<void> make_all_due(TimePoint now) override;
    Result<std::vector<ledger::PollPromise>> make_due(const ledger::PollWish& wish, TimePoint now,
                                                      Duration min_interval) override;
    Result<void> hear(const ledger::HubWord& word) override;
    Result<std::vector<Subscription>> subscriptions() override;
    Result<void> save_cursor(std::string_view sink, Seq sent) override;
    Result<void> add_traffic(std::span<const HostTraffic> traffic) override;
    Result<bool> trim(TimePoint now) override;
    Result<std::vector<SourceStatus>> sources() override;
    Result<std::string> publisher() override;
    const std::string& new_epoch() const override { return new_epoch_; }

private:
    void checkpoint(int pages);

    bool was_clock_set() const;
    void settle_clock();
    void move_deadlines(Duration by);
    void pull_in(TimePoint now);
    std::vector<Job> lease(TimePoint now, std::size_t limit, const HostSlots& slots);
    std::optional<Job> taken(std::int64_t id);
    void set_aside(const ledger::PageRow& page, ledger::SourceNo source, const std::string& url, const Error& why);
    std::string memory(ledger::MemoryKind kind, std::string_view key);

    Options options_;
    DirectoryLock lock_;
    Database database_;
    EpochFile epoch_file_;
    std::string new_epoch_;
    ledger::Policy policy_;  // its publisher is filled in
    ledger::ClockAnchor anchor_;
    TimePoint latest_;           // highest `now` of a claim: a lower one means that the clock was set back
    bool knows_robots_ = false;  // some robots.txt is remembered, as in no installation that only polls feeds
    int wal_pages_ = 0;          // in the write-ahead log after the last commit
};

}  // namespace newsbus::store
