#pragma once

#include "store/store.h"

#include <memory>
#include <utility>

namespace newsbus::simulation {

/// Passes everything on to another store: what stands before one overrides what it hears, or changes.
class PassingStore : public store::Store {
public:
    explicit PassingStore(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}

    Result<void> set_sources(std::span<const ledger::ConfiguredSource> sources,
                             const ledger::FirstPolls& first) override {
        return store_->set_sources(sources, first);
    }
    Result<void> set_policy(const ledger::Policy& policy) override { return store_->set_policy(policy); }
    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override {
        return store_->claim(now, limit, slots);
    }
    Result<std::optional<Job>> claim_poll(std::string_view source) override { return store_->claim_poll(source); }
    Result<void> hear(const ledger::HubWord& word) override { return store_->hear(word); }
    Result<std::vector<store::Subscription>> subscriptions() override { return store_->subscriptions(); }
    Result<std::optional<TimePoint>> next_due(const HostSlots& slots) override { return store_->next_due(slots); }
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        return store_->commit(outcomes);
    }
    Result<void> release(std::span<const std::int64_t> jobs) override { return store_->release(jobs); }
    Result<std::vector<Rest>> rests(TimePoint now) override { return store_->rests(now); }
    Result<void> make_all_due(TimePoint now) override { return store_->make_all_due(now); }
    Result<std::vector<ledger::PollPromise>> make_due(const ledger::PollWish& wish, TimePoint now,
                                                      Duration min_interval) override {
        return store_->make_due(wish, now, min_interval);
    }
    Result<void> save_cursor(std::string_view sink, Seq sent) override { return store_->save_cursor(sink, sent); }
    Result<void> add_traffic(std::span<const HostTraffic> traffic) override { return store_->add_traffic(traffic); }
    Result<bool> trim(TimePoint now) override { return store_->trim(now); }
    Result<std::vector<store::SourceStatus>> sources() override { return store_->sources(); }
    Result<std::string> publisher() override { return store_->publisher(); }
    const std::string& new_epoch() const override { return store_->new_epoch(); }

protected:
    std::unique_ptr<store::Store> store_;
};

}  // namespace newsbus::simulation
