#pragma once

#include "store/store.h"

#include <memory>
#include <utility>

namespace newsbus::simulation {

/// Passes everything on to another reader of the log.
class PassingOutbox : public store::Outbox {
public:
    explicit PassingOutbox(std::unique_ptr<store::Outbox> outbox) : outbox_(std::move(outbox)) {}

    Result<std::vector<OutboxEntry>> read(const Range& range) override { return outbox_->read(range); }
    Result<Bounds> bounds() override { return outbox_->bounds(); }
    Result<Seq> cursor(std::string_view sink) override { return outbox_->cursor(sink); }
    Result<std::string> publisher() override { return outbox_->publisher(); }
    Result<std::vector<Epoch>> epochs() override { return outbox_->epochs(); }
    Result<std::vector<store::SourceStatus>> sources() override { return outbox_->sources(); }
    Result<std::vector<HostTraffic>> traffic(std::chrono::sys_days first, std::chrono::sys_days last) override {
        return outbox_->traffic(first, last);
    }
    Result<std::vector<Rest>> rests() override { return outbox_->rests(); }
    Result<store::Complaints> complaints(std::size_t worst) override { return outbox_->complaints(worst); }
    Result<store::Survey> survey(std::size_t most) override { return outbox_->survey(most); }

protected:
    std::unique_ptr<store::Outbox> outbox_;
};

}  // namespace newsbus::simulation
