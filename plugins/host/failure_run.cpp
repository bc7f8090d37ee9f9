#include "plugins/host/failure_run.h"

#include <bit>

namespace newsbus::plugins {
namespace {

constexpr int looked_at = 20;  // articles
constexpr int most_bad = 18;   // of these: nine tenths
constexpr std::uint32_t all_bad = (1u << looked_at) - 1;

}  // namespace

void FailureRun::add(bool failed) {
    last_ = (last_ << 1 | (failed ? 1u : 0u)) & all_bad;
    if (last_ == all_bad) broken_ = true;
    if (std::popcount(last_) < most_bad) broken_ = false;
}

void FailureRun::add_good() {
    std::lock_guard lock(mutex_);
    add(false);
}

void FailureRun::add_failure(const std::string& why) {
    std::lock_guard lock(mutex_);
    add(true);
    why_ = why;
}

std::string FailureRun::broken() const {
    std::lock_guard lock(mutex_);
    return broken_ ? why_ : "";
}

}  // namespace newsbus::plugins
