#include "service/age_clock.h"

#include <gtest/gtest.h>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

const TimePoint wall = *parse_rfc3339("2026-11-22T03:00:00Z");
const SteadyTime steady{1000h};

TEST(AgeClock, GoesByTheWallClock) {
    AgeClock clock(wall, steady);
    EXPECT_EQ(clock.at(wall + 1min, steady + 1min), wall + 1min);
    EXPECT_EQ(clock.at(wall + 3min, steady + 2min), wall + 3min) << "clocks are set a little now and then";
    EXPECT_EQ(clock.doubted(), 0s);
}

TEST(AgeClock, DoubtsAMinuteInTheWrongYear) {
    AgeClock clock(wall, steady);
    EXPECT_EQ(clock.at(wall + 40 * 24h, steady + 1min), wall + 1min);
    EXPECT_GT(clock.doubted(), 39 * 24h);
    EXPECT_EQ(clock.at(wall + 2min, steady + 2min), wall + 2min);
    EXPECT_EQ(clock.doubted(), 0s);
    EXPECT_EQ(clock.at(wall + 40 * 24h, steady + 90min), wall + 90min) << "the hour begins anew";
}

TEST(AgeClock, BelievesWhatHasLastedAnHour) {
    AgeClock clock(wall, steady);
    for (auto passed = 1min; passed <= 60min; passed += 1min)
        EXPECT_EQ(clock.at(wall + 40 * 24h + passed, steady + passed), wall + passed);
    EXPECT_EQ(clock.at(wall + 40 * 24h + 61min, steady + 61min), wall + 40 * 24h + 61min);
    EXPECT_EQ(clock.at(wall + 40 * 24h + 62min, steady + 62min), wall + 40 * 24h + 62min);
}

TEST(AgeClock, DoubtsAStartLongAfterTheLastMessageForAnHour) {
    AgeClock clock(wall - 40 * 24h, steady);
    EXPECT_EQ(clock.at(wall, steady), wall - 40 * 24h);
    EXPECT_EQ(clock.at(wall + 61min, steady + 61min), wall + 61min);
}

TEST(AgeClock, FollowsAClockThatIsSetBackAtOnce) {
    AgeClock clock(wall, steady);
    EXPECT_EQ(clock.at(wall - 24h, steady + 1min), wall - 24h);
}

TEST(AgeClock, BeginsWithTheWallClockWhenNothingIsKnown) {
    AgeClock clock({}, steady);
    EXPECT_EQ(clock.at(wall, steady + 1min), wall);
}

}  // namespace
}  // namespace newsbus::service
