#pragma once

#include "async/timer.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace newsbus {

/// Steady time that stands still until a test moves it. Timers that go by it wake in the order of their deadlines, and
/// of two with the same deadline the one first that began to wait first.
class ManualClock final : public SteadyClock {
public:
    explicit ManualClock(SteadyTime start = SteadyTime(std::chrono::hours(1))) : now_(start) {}

    SteadyTime now() const override { return now_; }

    void arm(asio::steady_timer& alarm, SteadyTime deadline) override {
        alarm.expires_at(SteadyTime::max());
        disarm(alarm);
        Place place{deadline, ++armed_};
        alarms_.emplace(place, &alarm);
        places_.emplace(&alarm, place);
    }
    void disarm(asio::steady_timer& alarm) override {
        auto known = places_.find(&alarm);
        if (known == places_.end()) return;
        alarms_.erase(known->second);
        places_.erase(known);
    }

    /// When the next wait ends; nothing while nobody waits for a moment that comes.
    std::optional<SteadyTime> next() const {
        if (alarms_.empty() || alarms_.begin()->first.first == SteadyTime::max()) return std::nullopt;
        return alarms_.begin()->first.first;
    }

    /// Moves on to `time`. The waits that are due then end when their executor runs.
    void advance_to(SteadyTime time) {
        now_ = std::max(now_, time);
        while (!alarms_.empty() && alarms_.begin()->first.first <= now_) {
            asio::steady_timer& alarm = *alarms_.begin()->second;
            disarm(alarm);
            alarm.cancel();
        }
    }

private:
    using Place = std::pair<SteadyTime, std::uint64_t>;
    SteadyTime now_;
    std::uint64_t armed_ = 0;
    std::map<Place, asio::steady_timer*> alarms_;
    std::unordered_map<asio::steady_timer*, Place> places_;
};

}  // namespace newsbus
