#include "store/memory/memory_store.h"

#include "store/memory/overview.h"

#include <algorithm>

namespace newsbus::store {
namespace {

bool matches(const OutboxEntry& entry, const Range& range) {
    if (range.since && entry.time < *range.since) return false;
    return range.topics.empty() || std::ranges::any_of(range.topics, [&](const std::string& prefix) {
               return entry.topic.starts_with(prefix);
           });
}

Census census_of(const std::vector<SourceStatus>& sources) {
    Census census{};
    for (const SourceStatus& source : sources) ++census.at(static_cast<std::size_t>(source.state.health));
    return census;
}

class MemoryOutbox final : public Outbox {
public:
    explicit MemoryOutbox(std::shared_ptr<MemoryDisk> disk) : disk_(std::move(disk)), tables_(disk_->tables()) {}

    Result<std::vector<OutboxEntry>> read(const Range& range) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<OutboxEntry> found;
        std::size_t bytes = 0;
        for (auto at = tables_.log.upper_bound(range.after); at != tables_.log.end(); ++at) {
            if (found.size() == range.count || bytes >= range.bytes || (range.until && at->first > *range.until)) break;
            if (!matches(at->second, range)) continue;
            found.push_back(at->second);
            bytes += found.back().body.size();
        }
        return found;
    }

    Result<Bounds> bounds() override {
        std::lock_guard lock(tables_.mutex);
        return log_bounds();
    }

    Result<Seq> cursor(std::string_view sink) override {
        std::lock_guard lock(tables_.mutex);
        auto known = tables_.cursors.find(sink);
        return known == tables_.cursors.end() ? 0 : known->second;
    }

    Result<std::string> publisher() override {
        std::lock_guard lock(tables_.mutex);
        return tables_.publisher();
    }

    Result<std::vector<Epoch>> epochs() override {
        std::lock_guard lock(tables_.mutex);
        return tables_.epochs;
    }

    Result<std::vector<SourceStatus>> sources() override {
        std::lock_guard lock(tables_.mutex);
        return source_statuses(tables_);
    }

    Result<std::vector<HostTraffic>> traffic(std::chrono::sys_days first, std::chrono::sys_days last) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<HostTraffic> found;
        for (auto row = tables_.traffic.lower_bound({first, ""}); row != tables_.traffic.end(); ++row)
            if (row->first.first <= last) found.push_back({row->first.first, row->first.second, row->second});
        return found;
    }

    Result<std::vector<Rest>> rests() override {
        std::lock_guard lock(tables_.mutex);
        std::vector<Rest> rests;
        for (const auto& [host, rest] : tables_.rests) rests.push_back(rest);
        return rests;
    }

    Result<Complaints> complaints(std::size_t worst) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<SourceStatus> all = source_statuses(tables_);
        Complaints complaints{census_of(all), {}};
        std::erase_if(all, [](const SourceStatus& source) { return source.state.health < Health::failing; });
        std::ranges::stable_sort(all, std::greater(), [](const SourceStatus& source) { return source.state.failures; });
        all.resize(std::min(all.size(), worst));
        complaints.worst = std::move(all);
        return complaints;
    }

    Result<Survey> survey(std::size_t most) override {
        std::lock_guard lock(tables_.mutex);
        Survey survey;
        std::vector<SourceStatus> all = source_statuses(tables_);
        survey.census = census_of(all);
        if (all.size() <= most) survey.sources = std::move(all);
        survey.pages_waiting = tables_.page_by_entry.size();
        for (const auto& [no, source] : tables_.sources)
            if (const PushStage stage = source.state.push.stage; stage != PushStage::none)
                ++survey.subscriptions.at(static_cast<std::size_t>(stage));
        survey.log = log_bounds();
        survey.log_bytes = static_cast<std::uint64_t>(tables_.size.bytes);
        survey.database_bytes = survey.log_bytes;
        survey.free_bytes = UINT64_MAX;
        return survey;
    }

private:
    Bounds log_bounds() const {
        const Seq last = tables_.size.last;
        if (!tables_.log.empty()) return {tables_.log.begin()->first, last};
        return {last == 0 ? 0 : last + 1, last};
    }

    std::shared_ptr<MemoryDisk> disk_;
    Tables& tables_;
};

}  // namespace

namespace {

std::optional<Rest> rest_of(const Tables& tables, const std::string& host) {
    auto rest = tables.rests.find(host);
    return rest == tables.rests.end() ? std::nullopt : std::optional(rest->second);
}

}  // namespace

std::vector<SourceStatus> source_statuses(const Tables& tables) {
    std::vector<SourceStatus> all;
    for (const auto& [id, no] : tables.source_by_id) {
        const StoredSource& source = tables.sources.at(no);
        if (!source.active) continue;
        SourceStatus status{id, source.name, source.state, {}, 0, {}, source.newest_article};
        status.state.known.clear();
        auto jobs = tables.jobs_by_source.find(no);
        if (jobs != tables.jobs_by_source.end())
            for (ledger::JobNo job_no : jobs->second) {
                const StoredJob& job = tables.jobs.at(job_no);
                if (job.kind == JobKind::poll) {
                    status.next_due = job.due;
                    status.host_rests = rest_of(tables, job.place.host);
                }
                if (job.kind == JobKind::page) ++status.pages_waiting;
            }
        all.push_back(std::move(status));
    }
    return all;
}

std::unique_ptr<Outbox> open_memory_outbox(std::shared_ptr<MemoryDisk> disk) {
    return std::make_unique<MemoryOutbox>(std::move(disk));
}

}  // namespace newsbus::store
