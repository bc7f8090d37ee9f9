#pragma once

#include "model.h"
#include "passing_store.h"

#include <memory>
#include <utility>

namespace newsbus::simulation {

/// Tells the model what newsbus asked of the store, once it is done.
class Witness final : public PassingStore {
public:
    /// `committing` is set while a commit of outcomes runs.
    Witness(std::unique_ptr<store::Store> store, Model& model, bool& committing)
        : PassingStore(std::move(store)), model_(model), committing_(committing) {}

    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override {
        auto jobs = store_->claim(now, limit, slots);
        if (jobs) model_.claimed(*jobs);
        return jobs;
    }
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        committing_ = true;
        auto receipts = store_->commit(outcomes);
        committing_ = false;
        if (receipts) model_.committed(outcomes, *receipts);
        return receipts;
    }
    Result<void> release(std::span<const std::int64_t> jobs) override {
        auto released = store_->release(jobs);
        if (released) model_.released(jobs);
        return released;
    }
    Result<bool> trim(TimePoint now) override {
        auto more = store_->trim(now);
        if (more) model_.trimmed();
        return more;
    }

private:
    Model& model_;
    bool& committing_;
};

}  // namespace newsbus::simulation
