#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace newsbus::ingest {

/// A store that keeps nothing: it gives out the jobs that a test hands it, notes what is asked of it and answers as the
/// test says. No rule of the real one is in it. The test looks at it from its own thread.
class FakeStore final : public store::Store {
public:
    // ---- what the test says ----
    void give(Job job) {
        locked([&] { due_.push_back(std::move(job)); });
    }
    /// A poll that is not due: only what a hub sends claims it.
    void give_later(Job job) {
        locked([&] { pushable_.push_back(std::move(job)); });
    }
    /// The next `times` commits fail as a whole.
    void fail(int times) {
        locked([&] { failures_ = times; });
    }
    /// Every outcome of this job that has entries is refused.
    void refuse(std::int64_t job) {
        locked([&] { refused_ = job; });
    }
    /// A commit of this job appended messages.
    void append_for(std::int64_t job) {
        locked([&] { appending_ = job; });
    }
    void make_obsolete(std::int64_t job) {
        locked([&] { obsolete_ = job; });
    }
    /// Commits wait until opened.
    void close_gate() {
        locked([&] { open_ = false; });
    }
    void open_gate() {
        locked([&] { open_ = true; });
        opened_.notify_all();
    }

    /// Claims wait until opened, commits with them: the store has one thread.
    void close_claims() {
        locked([&] { claims_open_ = false; });
    }
    void open_claims() {
        locked([&] { claims_open_ = true; });
        opened_.notify_all();
    }

    /// This host rests when the loop begins.
    void let_rest(Rest rest) {
        locked([&] { rests_.push_back(std::move(rest)); });
    }

    // ---- what was asked ----
    std::vector<std::vector<Outcome>> commits() const { return read(commits_); }  ///< also those that failed
    std::vector<std::int64_t> released() const { return read(released_); }
    std::vector<std::size_t> limits() const { return read(limits_); }  ///< of the claims
    int waiting() const { return read(waiting_); }                     ///< commits at the gate
    bool claiming() const { return read(claiming_); }                  ///< a claim waits

    std::vector<ledger::HubWord> words() const { return read(words_); }
    std::vector<ledger::PollWish> wishes() const { return read(wishes_); }
    int asked_for_polls() const { return read(asked_for_polls_); }  ///< by pushes

    // ---- the store ----
    Result<std::vector<Job>> claim(TimePoint, std::size_t limit, const HostSlots& slots) override {
        std::unique_lock lock(mutex_);
        claiming_ = true;
        opened_.wait(lock, [this] { return claims_open_; });
        claiming_ = false;
        limits_.push_back(limit);
        std::vector<Job> claimed;
        HostSlots left = slots;
        for (auto job = due_.begin(); job != due_.end() && claimed.size() < limit;) {
            int& free = left.left.try_emplace(job->host, slots.per_host).first->second;
            if (free <= 0) {
                ++job;
                continue;
            }
            --free;
            claimed.push_back(std::move(*job));
            job = due_.erase(job);
        }
        return claimed;
    }

    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        std::unique_lock lock(mutex_);
        ++waiting_;
        opened_.wait(lock, [this] { return open_; });
        --waiting_;
        commits_.emplace_back(outcomes.begin(), outcomes.end());
        if (failures_ > 0) {
            --failures_;
            return Error{Errc::store, "disk full"};
        }
        std::vector<Result<Receipt>> receipts;
        for (const Outcome& outcome : outcomes) receipts.push_back(receipt(outcome));
        return receipts;
    }

    Result<void> release(std::span<const std::int64_t> jobs) override {
        locked([&] { released_.insert(released_.end(), jobs.begin(), jobs.end()); });
        return {};
    }

    /// The poll of that source which was given and not claimed yet.
    Result<std::optional<Job>> claim_poll(std::string_view source) override {
        std::unique_lock lock(mutex_);
        ++asked_for_polls_;
        auto job = std::ranges::find_if(
            pushable_, [&](const Job& given) { return given.source == source && given.kind == JobKind::poll; });
        if (job == pushable_.end()) return std::optional<Job>();
        std::optional<Job> claimed = std::move(*job);
        pushable_.erase(job);
        return claimed;
    }
    Result<void> hear(const ledger::HubWord& word) override {
        locked([&] { words_.push_back(word); });
        return {};
    }
    Result<std::vector<store::Subscription>> subscriptions() override { return std::vector<store::Subscription>(); }

    Result<std::optional<TimePoint>> next_due(const HostSlots&) override { return std::optional<TimePoint>(); }
    Result<void> set_sources(std::span<const ledger::ConfiguredSource>, const ledger::FirstPolls&) override {
        return {};
    }
    Result<void> set_policy(const ledger::Policy&) override { return {}; }
    Result<std::vector<Rest>> rests(TimePoint) override { return read(rests_); }
    Result<void> make_all_due(TimePoint) override { return {}; }
    Result<std::vector<ledger::PollPromise>> make_due(const ledger::PollWish& wish, TimePoint, Duration) override {
        locked([&] { wishes_.push_back(wish); });
        return std::vector<ledger::PollPromise>();
    }
    Result<void> save_cursor(std::string_view, Seq) override { return {}; }
    Result<void> add_traffic(std::span<const HostTraffic>) override { return {}; }
    Result<bool> trim(TimePoint) override { return false; }
    Result<std::vector<store::SourceStatus>> sources() override { return std::vector<store::SourceStatus>(); }
    Result<std::string> publisher() override { return std::string("test"); }
    const std::string& new_epoch() const override { return no_epoch_; }

private:
    template <class F>
    void locked(F&& change) {
        std::lock_guard lock(mutex_);
        change();
    }
    template <class T>
    T read(const T& value) const {
        std::lock_guard lock(mutex_);
        return value;
    }
    Result<Receipt> receipt(const Outcome& outcome) const {
        if (outcome.job == refused_ && !outcome.entries.empty()) return Error{Errc::syntax, "no place for it"};
        Receipt made;
        made.published = static_cast<int>(outcome.entries.size());
        made.obsolete = outcome.job == obsolete_;
        if (outcome.job == appending_) made.first = made.last = 7;
        return made;
    }

    mutable std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = true, claims_open_ = true, claiming_ = false;
    int failures_ = 0, waiting_ = 0;
    std::int64_t refused_ = -1, appending_ = -1, obsolete_ = -1;
    std::deque<Job> due_, pushable_;
    std::vector<std::vector<Outcome>> commits_;
    std::vector<std::int64_t> released_;
    std::vector<Rest> rests_;
    std::vector<std::size_t> limits_;
    std::vector<ledger::HubWord> words_;
    std::vector<ledger::PollWish> wishes_;
    int asked_for_polls_ = 0;
    std::string no_epoch_;
};

}  // namespace newsbus::ingest
