#pragma once

#include <optional>

#include "base/time.h"

namespace newsbus::service {

/// The time that the age of messages is told by. The wall clock may jump ahead (a broken battery, a wrong answer of a
/// time server), and a minute in the wrong year must not cost the log. So a jump ahead counts only when it has lasted
/// an hour; until then time goes on from where it was. A jump back counts at once: it makes nothing older.
class AgeClock {
public:
    /// `last` = the time of the last thing that is known to have happened before `steady`; nothing = there is none.
    AgeClock(std::optional<TimePoint> last, SteadyTime steady) : believed_(last), since_(steady) {}

    /// The time to go by, when the clocks show this.
    TimePoint at(TimePoint wall, SteadyTime steady);

    /// How far the wall clock is ahead of what is believed; 0 = it is believed.
    Duration doubted() const { return doubted_; }

private:
    std::optional<TimePoint> believed_;  ///< at `since_`
    SteadyTime since_;
    std::optional<SteadyTime> ahead_;  ///< since when the wall clock is
    Duration doubted_{0};
};

}  // namespace newsbus::service
