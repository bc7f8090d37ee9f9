#include "service/age_clock.h"

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

constexpr auto most_ahead = 10min;  // more is a jump; trimming looks once a minute
constexpr auto believed_after = 1h;

}  // namespace

TimePoint AgeClock::at(TimePoint wall, SteadyTime steady) {
    if (!believed_) believed_ = wall;
    const TimePoint expected = *believed_ + std::chrono::duration_cast<Duration>(steady - since_);
    const bool jumped = wall > expected + most_ahead;
    if (jumped && !ahead_) ahead_ = steady;
    if (jumped && steady - *ahead_ < believed_after) {
        doubted_ = wall - expected;
        return expected;
    }
    believed_ = wall;
    since_ = steady;
    ahead_.reset();
    doubted_ = Duration(0);
    return wall;
}

}  // namespace newsbus::service
