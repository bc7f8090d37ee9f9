#include "ledger/clock_anchor.h"

#include "ledger/deadlines.h"

namespace newsbus::ledger {

ClockAnchor present_anchor(const BootClock& boot) {
    return {boot.run(), boot.now() - boot.since_start()};
}

Duration clock_set_by(const ClockAnchor& anchor, const ClockAnchor& present) {
    if (anchor.run.empty() || anchor.run != present.run) return Duration(0);
    const Duration set = present.start - anchor.start;
    return set < clock_step && set > -clock_step ? Duration(0) : set;
}

bool is_of_another_time(TimePoint stored, const Outcome& outcome) {
    return outcome.now >= stored + clock_step || stored >= outcome.now + clock_step;
}

Outcome moved_to(TimePoint stored, Outcome outcome) {
    const Duration by = stored - outcome.now;
    auto move = [by](std::optional<TimePoint>& time) {
        if (time) *time += by;
    };
    move(outcome.due);
    if (outcome.rest) outcome.rest->since += by, outcome.rest->until += by;
    if (outcome.state) {
        move(outcome.state->last_attempt);
        move(outcome.state->last_success);
        move(outcome.state->rests_until);
    }
    return outcome;
}

}  // namespace newsbus::ledger
