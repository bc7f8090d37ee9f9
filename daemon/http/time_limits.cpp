#include "http/time_limits.h"

#include <algorithm>

namespace newsbus::http {

void TimeLimits::hop_begins(SteadyTime now) {
    if (is_paused_) resume(now);
    last_ = now;
    answered_ = false;
}

void TimeLimits::progress(SteadyTime now) {
    last_ = now;
    answered_ = true;
}

void TimeLimits::pause(SteadyTime now) {
    is_paused_ = true;
    paused_at_ = now;
}

void TimeLimits::resume(SteadyTime now) {
    is_paused_ = false;
    paused_ += now - paused_at_;
    last_ += now - paused_at_;
}

SteadyTime TimeLimits::next_check() const {
    if (is_paused_) return paused_at_ + (total_ - paused_);
    return std::min<SteadyTime>(start_ + total_ + paused_, last_ + patience());
}

std::optional<std::string> TimeLimits::overdue(SteadyTime now) const {
    if (now < next_check()) return std::nullopt;
    if (is_paused_) return "waited " + format_duration(total_) + " for room among the bodies in flight (max_in_flight)";
    if (now >= start_ + total_ + paused_) return "not complete after " + format_duration(total_);
    if (answered_) return "no data for " + format_duration(patience()) + ", a third of `timeout`";
    return "no answer within " + format_duration(patience()) + ", two thirds of `timeout`";
}

}  // namespace newsbus::http
