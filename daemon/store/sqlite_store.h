#pragma once

#include "store/epoch.h"
#include "store/lock.h"
#include "store/log.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::store {

/// The Store in one SQLite file. Its member functions are spread by subject: sqlite_store.cpp, sources.cpp, due.cpp,
/// claim.cpp, commit.cpp, trim.cpp.
class SqliteStore final : public Store {
public:
    /// Throws Failure.
    SqliteStore(const Options& options, TimePoint now);

    Result<void> set_sources(std::span<const SourceRow> sources, const FirstPolls& first) override;
    Result<void> set_policy(const Policy& policy) override;
    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override;
    Result<std::optional<TimePoint>> next_due(const HostSlots& slots) override;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override;
    Result<void> release(std::span<const std::int64_t> jobs) override;
    Result<void> make_all_due(TimePoint now) override;
    Result<std::vector<PollPromise>> make_due(const PollWish& wish, TimePoint now, Duration min_interval) override;
    Result<void> save_cursor(std::string_view sink, Seq sent) override;
    Result<bool> trim(TimePoint now) override;
    Result<std::vector<SourceStatus>> sources() override;
    Result<std::string> publisher() override;
    const std::string& new_epoch() const override { return new_epoch_; }

private:
    void checkpoint(int pages);

    void drop_missing(std::span<const SourceRow> configured);
    void adopt(const SourceRow& configured, const std::vector<std::string_view>& all);
    void forget_page(std::int64_t job, std::int64_t source);
    void add_poll(std::int64_t source, TimePoint due);
    bool set_source(const SourceRow& configured, TimePoint first_due);
    PollPromise promise_poll(const std::string& source, bool force, TimePoint now, Duration min_interval);

    void pull_in(TimePoint now);
    std::vector<Job> lease(TimePoint now, std::size_t limit, const HostSlots& slots);
    std::optional<Job> taken(std::int64_t id);

    Result<Receipt> commit_alone(const Outcome& outcome, Log& log);
    Receipt commit_one(const Outcome& outcome, Log& log);

    bool trim_log(TimePoint now, Log& log);
    bool trim_seen(TimePoint now);

    Options options_;
    DirectoryLock lock_;
    Database database_;
    EpochFile epoch_file_;
    std::string new_epoch_;
    Policy policy_;      // its publisher is filled in
    TimePoint latest_;   // the highest `now` a claim has seen: a lower one is a clock set back
    int wal_pages_ = 0;  // in the write-ahead log after the last commit
};

}  // namespace newsbus::store
