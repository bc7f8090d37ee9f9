#pragma once

#include <string>

#include "base/boot_clock.h"
#include "base/time.h"
#include "work/outcome.h"

namespace newsbus::ledger {

/// Where the wall clock stood when the stored deadlines were last known to be right: when the machine was started, by
/// that clock. Deadlines are wall-clock times, so they move with a clock that is set.
struct ClockAnchor {
    std::string run;  ///< BootClock::run(); "" = not known
    TimePoint start{};
    bool operator==(const ClockAnchor&) const = default;
};

/// The anchor of now.
ClockAnchor present_anchor(const BootClock& boot);

/// By how much the wall clock was set since `anchor`: forward, or back when negative. 0 when it was not, by less than
/// clock_step, or when nobody can tell since the machine was started anew.
Duration clock_set_by(const ClockAnchor& anchor, const ClockAnchor& present);

/// Was the outcome made at another time than that at which it is stored: was the clock set meanwhile, or did the disk
/// hang?
bool is_of_another_time(TimePoint stored, const Outcome& outcome);

/// The same outcome, as if it was made at `stored`: its waits are as long as they were meant.
Outcome moved_to(TimePoint stored, Outcome outcome);

}  // namespace newsbus::ledger
