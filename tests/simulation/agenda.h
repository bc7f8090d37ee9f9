#pragma once

#include "../support/manual_clock.h"
#include "base/boot_clock.h"
#include "base/time.h"
#include "trace.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace newsbus::simulation {

/// The time of a world, and what is to happen in it. Steady time moves from event to event; the wall clock goes along
/// and can be made to jump.
class Agenda final : public BootClock {
public:
    explicit Agenda(bool print) : trace(print) {}

    using Action = std::function<void()>;

    /// Does `action` after a pause; of two at the same moment the one that was entered first.
    void after(SteadyTime::duration pause, Action action) { at(steady.now() + pause, std::move(action)); }
    void at(SteadyTime time, Action action) { actions_.emplace(std::pair(time, ++entered_), std::move(action)); }

    /// When something happens next: an action, or the end of somebody's pause.
    SteadyTime next() const {
        SteadyTime next = actions_.empty() ? SteadyTime::max() : actions_.begin()->first.first;
        return std::min(next, steady.next().value_or(SteadyTime::max()));
    }

    /// Goes to `time` and does what is due.
    void advance_to(SteadyTime time) {
        steady.advance_to(time);
        while (!actions_.empty() && actions_.begin()->first.first <= time) {
            auto action = actions_.extract(actions_.begin());
            action.mapped()();
        }
    }

    Duration elapsed() const { return std::chrono::duration_cast<Duration>(steady.now() - begin_); }

    /// What the daemon takes for the time of day, and what it is.
    TimePoint now() const override { return true_time() + offset_; }
    const std::string& run() const override { return run_; }
    Duration since_start() const override { return elapsed(); }
    TimePoint true_time() const { return epoch + elapsed(); }

    /// Sets the daemon's wall clock forward, or back when `by` is negative.
    void jump(Duration by) {
        offset_ += by;
        jumped_ += std::chrono::abs(by);
    }
    /// By how much it was set in all.
    Duration jumped() const { return jumped_; }

    void tell(std::string_view who, std::string_view what) { trace.add(elapsed(), who, what); }
    void fail(std::string what) { trace.fail(elapsed(), std::move(what)); }
    bool failed() const { return trace.failure().has_value(); }

    ManualClock steady;
    Trace trace;

private:
    static constexpr TimePoint epoch{std::chrono::sys_days(std::chrono::year(2026) / 3 / 28)};
    SteadyTime begin_ = steady.now();
    Duration offset_{0}, jumped_{0};
    std::string run_ = "world";
    std::uint64_t entered_ = 0;
    std::map<std::pair<SteadyTime, std::uint64_t>, Action> actions_;
};

}  // namespace newsbus::simulation
