#include "http/pace.h"

#include <algorithm>

namespace newsbus::http {

void Pace::hop_begins(Time now) {
    last_ = now;
    answered_ = false;
}

void Pace::progress(Time now) {
    last_ = now;
    answered_ = true;
}

void Pace::pause(Time now) {
    is_paused_ = true;
    paused_at_ = now;
}

void Pace::resume(Time now) {
    is_paused_ = false;
    paused_ += now - paused_at_;
    last_ += now - paused_at_;
}

Pace::Time Pace::next_check() const {
    if (is_paused_) return paused_at_ + (total_ - paused_);
    return std::min<Time>(start_ + total_ + paused_, last_ + patience());
}

std::optional<std::string> Pace::overdue(Time now) const {
    if (now < next_check()) return std::nullopt;
    if (is_paused_) return "waited " + format_duration(total_) + " for room among the bodies in flight (max_in_flight)";
    if (now >= start_ + total_ + paused_) return "not complete after " + format_duration(total_);
    return (answered_ ? "no data for " : "no answer within ") + format_duration(patience());
}

}  // namespace newsbus::http
