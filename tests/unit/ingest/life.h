#pragma once

#include "ingest/visited.h"
#include "source/source.h"
#include "store/memory/memory_store.h"
#include "store/memory/tables.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace newsbus::ingest::test {

using namespace std::chrono_literals;

/// One source as newsbus lives with it: a store in memory, the real reader, visited_by(), and a publisher that the test
/// writes. Nothing waits: the clock goes to whatever is due next. An hour of polls takes some milliseconds.
class Life {
public:
    /// What was asked for, when. `at` counts from the beginning.
    struct Asked {
        Duration at{0};
        Request request;
        int number = 0;  ///< from 1
    };
    using Publisher = std::function<Result<Response>(const Asked&)>;

    explicit Life(Publisher publisher, source::Options options = {}) : publisher_(std::move(publisher)) {
        if (options.interval == source::Options().interval) {
            options.interval = 3s;
            options.max_interval = 1h;
        }
        options.id = "wire";
        options.url = "https://wire.example/feed.xml";
        options.full_text = source::FullText::never;
        source_ = source::make_source(options);
        start();
    }

    /// Polls whatever is due for so long.
    void live(Duration span) {
        const TimePoint end = now_ + span;
        while (true) {
            const auto due = store_->next_due(HostSlots{}).value();
            if (!due || *due > end) break;
            now_ = std::max(now_, *due);
            for (const Job& job : store_->claim(now_, 1, HostSlots{}).value()) visit(job);
        }
        now_ = end;
    }

    /// kill -9, and a start `down` later. `asking`: it dies after an answer came and before that is stored.
    void die(Duration down = 1s, bool asking = false) {
        if (asking)
            for (const Job& job : store_->claim(now_ + 1h, 1, HostSlots{}).value()) ask(job);
        store_.reset();
        now_ += down;
        start();
    }

    const std::vector<Asked>& asked() const { return asked_; }
    SourceState state() const { return disk_->tables().sources.begin()->second.state; }

    /// Pauses between the requests.
    std::vector<Duration> pauses() const {
        std::vector<Duration> pauses;
        for (std::size_t i = 1; i < asked_.size(); ++i) pauses.push_back(asked_[i].at - asked_[i - 1].at);
        return pauses;
    }

    /// Articles of the log: "backfill urn:1", "published urn:2", "updated urn:1" ..., by identifier.
    std::vector<std::string> log() const {
        std::vector<std::string> told;
        for (const auto& [seq, message] : disk_->tables().log) {
            const std::size_t at = message.body.find("\"identifier\":\"");
            if (!message.topic.starts_with("article/") || at == std::string::npos) continue;
            const std::string rest = message.body.substr(at + 14), topic = message.topic.substr(8);
            told.push_back(topic.substr(0, topic.find('/')) + " " + rest.substr(0, rest.find('"')));
        }
        return told;
    }

private:
    void start() {
        store_ = store::open_memory_store(disk_, store::Options(), now_);
        const ledger::ConfiguredSource configured{"wire", "https://wire.example/feed.xml", ""};
        ASSERT_TRUE(store_->set_policy({}));
        ASSERT_TRUE(store_->set_sources(std::span(&configured, 1), {now_}));
    }
    Result<Response> ask(const Job& job) {
        Request request = source_->request_for(job).value();
        asked_.push_back({now_ - begin_, request, static_cast<int>(asked_.size()) + 1});
        return publisher_(asked_.back());
    }
    void visit(const Job& job) {
        // After a death each article has a visit of its own, which fetches nothing.
        const bool alone = job.draft && job.draft->intent == Intent::visit_alone;
        const Result<Response> answer = alone ? Result<Response>(Response()) : ask(job);
        Pace pace;
        pace.min_interval = 1s;
        Visited visited = visited_by({*source_, job, caution_of(job), now_}, answer, pace);
        ASSERT_EQ(visited.unread, nullptr) << "a document for another kind of test";
        const auto receipts = store_->commit(std::span(&visited.outcome, 1));
        ASSERT_TRUE(receipts && receipts->front());
    }

    Publisher publisher_;
    const TimePoint begin_{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 10h};  // a Monday
    TimePoint now_ = begin_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    std::unique_ptr<source::Source> source_;
    std::unique_ptr<store::Store> store_;
    std::vector<Asked> asked_;
};

}  // namespace newsbus::ingest::test
