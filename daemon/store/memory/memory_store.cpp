#include "store/memory/memory_store.h"

#include "ledger/deadlines.h"
#include "ledger/failure.h"
#include "ledger/jobs.h"
#include "ledger/record.h"
#include "ledger/retention.h"
#include "ledger/traffic.h"
#include "store/memory/memory_rows.h"
#include "store/memory/overview.h"

#include <algorithm>

namespace newsbus::store {
namespace {

using ledger::Failure;
using ledger::guarded;

int slots_left(const HostSlots& slots, std::string_view host) {
    auto known = slots.left.find(host);
    return known == slots.left.end() ? slots.per_host : known->second;
}

class MemoryStore final : public Store {
public:
    MemoryStore(std::shared_ptr<MemoryDisk> disk, const Options& options, TimePoint now)
        : disk_(std::move(disk)), tables_(disk_->tables()), options_(options), latest_(now) {
        std::lock_guard lock(tables_.mutex);
        MemoryRows rows(tables_);
        revive(rows, now);
        settle_clock(rows);
        pull_in(rows, now);
        tables_.keep();
        policy_.addressing.publisher = tables_.publisher();
    }

    Result<void> set_sources(std::span<const ledger::ConfiguredSource> sources,
                             const ledger::FirstPolls& first) override {
        return decided([&](ledger::Transaction& rows) { ledger::set_sources(rows, sources, first); });
    }

    Result<void> set_policy(const ledger::Policy& policy) override {
        auto set =
            transaction([&](MemoryRows&) { tables_.set(tables_.configured_publisher, policy.addressing.publisher); });
        if (!set) return set;
        policy_ = policy;
        policy_.addressing.publisher = tables_.publisher();
        return {};
    }

    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override {
        if (options_.boot) now = options_.boot->now();  // the clock may have been set since this was asked for
        if (now + ledger::clock_step < latest_ || was_clock_set()) {
            auto settled = transaction([&](MemoryRows& rows) {
                settle_clock(rows);
                pull_in(rows, now);
            });
            if (!settled) return settled.error();
            latest_ = now;
        }
        latest_ = std::max(latest_, now);
        return transaction([&](MemoryRows& rows) {
            std::vector<Job> jobs;
            for (ledger::JobNo no : due_jobs(now, limit, slots)) jobs.push_back(lease(rows, no));
            return jobs;
        });
    }

    Result<std::optional<Job>> claim_poll(std::string_view id) override {
        return transaction([&](MemoryRows& rows) -> std::optional<Job> {
            const auto source = rows.source(id);
            const auto poll = source ? rows.poll(source->no) : std::nullopt;
            if (!poll || poll->leased) return std::nullopt;
            return lease(rows, poll->job);
        });
    }

    Result<std::optional<TimePoint>> next_due(const HostSlots& slots) override {
        std::lock_guard lock(tables_.mutex);
        for (const auto& [due, no] : tables_.free_jobs)
            if (slots_left(slots, tables_.jobs.at(no).place.host) > 0) return std::optional(due);
        return std::optional<TimePoint>();
    }

    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        if (was_clock_set()) {
            auto settled = transaction([&](MemoryRows& rows) { settle_clock(rows); });
            if (!settled) return settled.error();
        }
        return decided([&](ledger::Transaction& rows) {
            std::vector<Result<Receipt>> receipts;
            for (const Outcome& outcome : outcomes) {
                const TimePoint now = options_.boot ? options_.boot->now() : outcome.now;
                const bool is_stale = ledger::is_of_another_time(now, outcome);
                receipts.push_back(record_alone(rows, is_stale ? ledger::moved_to(now, outcome) : outcome));
            }
            return receipts;
        });
    }

    Result<void> release(std::span<const std::int64_t> jobs) override {
        return transaction([&](MemoryRows& rows) {
            for (std::int64_t no : jobs) free(rows, no);
        });
    }

    Result<void> make_all_due(TimePoint now) override {
        return transaction([&](MemoryRows& rows) {
            for (const auto& [no, job] : std::map(tables_.jobs))
                if (job.kind == JobKind::poll && job.due > now)
                    rows.set_due(no, std::max(now, tables_.sources.at(job.source).state.rests_until.value_or(now)));
        });
    }

    Result<std::vector<Rest>> rests(TimePoint now) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<Rest> rests;
        for (const auto& [host, rest] : tables_.rests)
            if (rest.until > now) rests.push_back(rest);
        return rests;
    }

    Result<std::vector<ledger::PollPromise>> make_due(const ledger::PollWish& wish, TimePoint now,
                                                      Duration min_interval) override {
        return decided([&](ledger::Transaction& rows) { return ledger::make_due(rows, wish, now, min_interval); });
    }

    Result<void> hear(const ledger::HubWord& word) override {
        return decided([&](ledger::Transaction& rows) { ledger::hear(rows, word); });
    }

    Result<std::vector<Subscription>> subscriptions() override {
        std::lock_guard lock(tables_.mutex);
        std::vector<Subscription> all;
        for (const auto& [no, source] : tables_.sources)
            if (source.state.push.stage != PushStage::none) all.push_back({source.id, source.state.push});
        return all;
    }

    Result<void> save_cursor(std::string_view sink, Seq sent) override {
        return transaction([&](MemoryRows&) { tables_.put(tables_.cursors, std::string(sink), sent); });
    }

    Result<void> add_traffic(std::span<const HostTraffic> traffic) override {
        return decided([&](ledger::Transaction& rows) { ledger::add_traffic(rows, traffic); });
    }

    Result<bool> trim(TimePoint now) override {
        return decided([&](ledger::Transaction& rows) { return ledger::trim(rows, options_.retention, policy_, now); });
    }

    Result<std::vector<SourceStatus>> sources() override {
        std::lock_guard lock(tables_.mutex);
        return source_statuses(tables_);
    }

    Result<std::string> publisher() override { return policy_.addressing.publisher; }
    const std::string& new_epoch() const override { return new_epoch_; }

private:
    /// Runs `work` on the rows: all of what it changes stays, or nothing.
    template <class Work>
    auto transaction(Work work) -> Result<std::invoke_result_t<Work, MemoryRows&>> {
        std::lock_guard lock(tables_.mutex);
        assert(tables_.mark() == 0);
        auto result = guarded([&] {
            MemoryRows rows(tables_);
            return work(rows);
        });
        if (result && disk_->on_commit)
            if (auto durable = disk_->on_commit(); !durable) result = durable.error();
        if (result)
            tables_.keep();
        else
            tables_.roll_back(0);
        return result;
    }

    /// The same for what the ledger decides.
    template <class Work>
    auto decided(Work work) -> Result<std::invoke_result_t<Work, ledger::Transaction&>> {
        return transaction([&](MemoryRows& rows) {
            auto between = disk_->between ? disk_->between(rows) : nullptr;
            return work(between ? *between : static_cast<ledger::Transaction&>(rows));
        });
    }

    Result<Receipt> record_alone(ledger::Transaction& rows, const Outcome& outcome) {
        const std::size_t mark = tables_.mark();
        try {
            return ledger::record(rows, outcome, policy_);
        } catch (const Failure& failure) {
            if (failure.error().code == Errc::store) throw;
            tables_.roll_back(mark);
            return failure.error();
        }
    }

    /// The process that held these leases is dead.
    void revive(MemoryRows& rows, TimePoint now) {
        for (const auto& [no, job] : std::map(tables_.jobs)) {
            if (!job.leased) continue;
            StoredJob free = job;
            free.leased = false;
            ++free.crashes;
            free.due = std::min(free.due, now);
            rows.put_job(no, std::move(free));
        }
    }

    bool was_clock_set() const {
        return options_.boot &&
               ledger::clock_set_by(tables_.anchor, ledger::present_anchor(*options_.boot)).count() != 0;
    }

    void settle_clock(MemoryRows& rows) {
        if (options_.boot && !options_.boot->run().empty()) {
            const ledger::ClockAnchor present = ledger::present_anchor(*options_.boot);
            const Duration by = ledger::clock_set_by(tables_.anchor, present);
            for (const auto& [no, job] : std::map(tables_.jobs)) rows.set_due(no, job.due + by);
            for (const auto& [no, source] : std::map(tables_.sources)) move_source(no, by);
            for (auto [host, rest] : std::map(tables_.rests)) {
                rest.since += by, rest.until += by;
                tables_.put(tables_.rests, host, rest);
            }
            tables_.set(tables_.anchor, present);
        }
    }

    void move_source(ledger::SourceNo no, Duration by) {
        StoredSource source = tables_.sources.at(no);
        for (auto* time : {&source.state.rests_until, &source.state.last_attempt, &source.state.last_success})
            if (*time) **time += by;
        tables_.put(tables_.sources, no, std::move(source));
    }

    /// Of a source that was asked later than it is now, the clock was set back meanwhile: its deadlines move with it.
    void pull_in(MemoryRows& rows, TimePoint now) {
        const TimePoint step = now + ledger::clock_step;
        for (const auto& [no, job] : std::map(tables_.jobs)) {
            const auto& last_attempt = tables_.sources.at(job.source).state.last_attempt;
            const bool is_poll = job.kind == JobKind::poll, set_later = last_attempt && *last_attempt > step;
            const Duration longest =
                is_poll && !last_attempt ? ledger::longest_first_wait : ledger::longest_wait(job.kind);
            if (job.due > now + longest)
                rows.set_due(no, now);
            else if (is_poll && set_later && job.due > now)
                rows.set_due(no, now + std::max(Duration(0), job.due - *last_attempt));
        }
        for (const auto& [no, source] : std::map(tables_.sources))
            if (source.state.last_attempt > step) move_source(no, now - *source.state.last_attempt);
        for (auto [host, rest] : std::map(tables_.rests)) {
            if (rest.since <= step) continue;
            rest.until += now - rest.since, rest.since = now;
            tables_.put(tables_.rests, host, rest);
        }
    }

    std::vector<ledger::JobNo> due_jobs(TimePoint now, std::size_t limit, const HostSlots& slots) const {
        std::vector<std::pair<TimePoint, ledger::JobNo>> found;
        std::map<std::string_view, int> used;
        constexpr auto rank = [](JobKind kind) { return kind == JobKind::robots ? 0 : kind == JobKind::poll ? 1 : 2; };
        for (const int turn : {0, 1, 2})
            for (const auto& [due, no] : tables_.free_jobs) {
                if (due > now) break;
                const StoredJob& job = tables_.jobs.at(no);
                const std::string& host = job.place.host;
                if (rank(job.kind) != turn || used[host] >= slots_left(slots, host)) continue;
                ++used[host];
                found.emplace_back(due, no);
            }
        std::ranges::sort(found);
        std::vector<ledger::JobNo> jobs;
        for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) jobs.push_back(found[i].second);
        return jobs;
    }

    Job lease(MemoryRows& rows, ledger::JobNo no) {
        StoredJob row = tables_.jobs.at(no);
        row.leased = true;
        const StoredSource& source = tables_.sources.at(row.source);
        Job job{.id = no,
                .kind = row.kind,
                .source = source.id,
                .url = row.place.url,
                .host = row.place.host,
                .due = row.due,
                .attempt = row.attempt,
                .crashes = row.crashes,
                .state = source.state,
                .first = row.first,
                .draft = row.draft,
                .site_memory = {},
                .robots = {}};
        if (job.kind == JobKind::page) job.site_memory = memory(ledger::MemoryKind::site, job.host);
        if (!job.host.empty()) job.robots = memory(ledger::MemoryKind::robots, ledger::robots_key(job.url));
        rows.put_job(no, std::move(row));
        return job;
    }

    std::string memory(ledger::MemoryKind kind, const std::string& key) const {
        auto found = tables_.memories.find({kind, key});
        return found == tables_.memories.end() ? std::string() : found->second.value;
    }

    void free(MemoryRows& rows, ledger::JobNo no) {
        auto at = tables_.jobs.find(no);
        if (at == tables_.jobs.end()) return;
        StoredJob job = at->second;
        job.leased = false;
        rows.put_job(no, std::move(job));
    }

    std::shared_ptr<MemoryDisk> disk_;
    Tables& tables_;
    Options options_;
    ledger::Policy policy_;
    TimePoint latest_;  // the highest `now` a claim has seen
    std::string new_epoch_;
};

}  // namespace

MemoryDisk::MemoryDisk() : tables_(std::make_unique<Tables>()) {}
MemoryDisk::~MemoryDisk() = default;

std::unique_ptr<Store> open_memory_store(std::shared_ptr<MemoryDisk> disk, const Options& options, TimePoint now) {
    return std::make_unique<MemoryStore>(std::move(disk), options, now);
}

}  // namespace newsbus::store
