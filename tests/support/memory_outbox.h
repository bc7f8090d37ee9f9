#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/store.h"

namespace newsbus::test {

/// The log in memory, shared between a test that appends and the bus that reads.
struct MemoryLog {
    std::mutex mutex;
    std::vector<OutboxEntry> entries;
    std::map<std::string, Seq> last_on_topic;
    Seq last = 0;
    Seq cursor = 0;
    std::string publisher = "testpublisher";
    std::vector<Epoch> epochs = {{"first", 1}};
    std::atomic<bool> broken{false};
    std::atomic<int> reads{0};

    Seq append(const std::string& topic, std::string body = "{}") {
        std::lock_guard lock(mutex);
        OutboxEntry entry;
        entry.seq = ++last;
        entry.prev = std::exchange(last_on_topic[topic], entry.seq);
        entry.time = TimePoint(std::chrono::seconds(1'767'225'600) + std::chrono::seconds(entry.seq));
        entry.topic = topic;
        entry.id = fmt::format("{:032x}/1", entry.seq);
        entry.source = "/newsbus/testpublisher/test";
        entry.type = "newsbus.article.published.v1";
        entry.subject = fmt::format("{:032x}", entry.seq);
        entry.body = std::move(body);
        entry.epoch = epochs.back().name;
        entries.push_back(std::move(entry));
        return last;
    }

    /// Everything after `seq` is gone, as when an older copy of the state was put back; numbers go on from there.
    void put_back(Seq seq, const std::string& epoch) {
        std::lock_guard lock(mutex);
        std::erase_if(entries, [seq](const OutboxEntry& entry) { return entry.seq > seq; });
        last_on_topic.clear();
        for (const OutboxEntry& entry : entries) last_on_topic[entry.topic] = entry.seq;
        last = seq;
        cursor = std::min(cursor, seq);
        epochs.push_back({epoch, seq + 1});
    }

    /// Drops everything up to `seq`, as retention does.
    void trim(Seq seq) {
        std::lock_guard lock(mutex);
        std::erase_if(entries, [seq](const OutboxEntry& entry) { return entry.seq <= seq; });
    }
};

class MemoryOutbox : public store::Outbox {
public:
    explicit MemoryOutbox(std::shared_ptr<MemoryLog> log) : log_(std::move(log)) {}

    Result<std::vector<OutboxEntry>> read(const Range& range) override {
        ++log_->reads;
        if (log_->broken) return Error{Errc::store, "disk I/O error"};
        std::lock_guard lock(log_->mutex);
        std::vector<OutboxEntry> found;
        std::size_t bytes = 0;
        auto from = std::ranges::upper_bound(log_->entries, range.after, {}, &OutboxEntry::seq);
        for (; from != log_->entries.end() && found.size() < range.count; ++from) {
            if (range.until && from->seq > *range.until) break;
            if (!matches(*from, range)) continue;
            bytes += from->body.size();
            if (!found.empty() && bytes > range.bytes) break;
            found.push_back(*from);
        }
        return found;
    }

    Result<Bounds> bounds() override {
        if (log_->broken) return Error{Errc::store, "disk I/O error"};
        std::lock_guard lock(log_->mutex);
        if (log_->last == 0) return Bounds{};
        return Bounds{log_->entries.empty() ? log_->last + 1 : log_->entries.front().seq, log_->last};
    }

    Result<Seq> cursor(std::string_view) override {
        if (log_->broken) return Error{Errc::store, "disk I/O error"};
        std::lock_guard lock(log_->mutex);
        return log_->cursor;
    }

    Result<std::string> publisher() override {
        if (log_->broken) return Error{Errc::store, "disk I/O error"};
        std::lock_guard lock(log_->mutex);
        return log_->publisher;
    }

    Result<std::vector<Epoch>> epochs() override {
        if (log_->broken) return Error{Errc::store, "disk I/O error"};
        std::lock_guard lock(log_->mutex);
        return log_->epochs;
    }

    Result<std::vector<store::SourceStatus>> sources() override { return std::vector<store::SourceStatus>(); }
    Result<std::vector<HostTraffic>> traffic(std::chrono::sys_days, std::chrono::sys_days) override {
        return std::vector<HostTraffic>();
    }
    Result<std::vector<Rest>> rests() override { return std::vector<Rest>(); }
    Result<store::Complaints> complaints(std::size_t) override { return store::Complaints(); }
    Result<store::Survey> survey(std::size_t) override { return store::Survey(); }

private:
    static bool matches(const OutboxEntry& entry, const Range& range) {
        if (range.since && entry.time < *range.since) return false;
        return range.topics.empty() || std::ranges::any_of(range.topics, [&entry](const std::string& prefix) {
                   return entry.topic.starts_with(prefix);
               });
    }

    std::shared_ptr<MemoryLog> log_;
};

}  // namespace newsbus::test
