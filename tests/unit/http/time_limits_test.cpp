#include "http/time_limits.h"

#include <gtest/gtest.h>

namespace newsbus::http {
namespace {

using namespace std::chrono_literals;

struct TimeLimitsTest : testing::Test {
    SteadyTime at(Duration since_start) const { return start + since_start; }
    std::string why(Duration since_start) const { return limits.overdue(at(since_start)).value_or("fine"); }
    SteadyTime start{1h};
    TimeLimits limits{30s, start};
};

TEST_F(TimeLimitsTest, WaitsTwoThirdsOfItsTimeForTheAnswerToBegin) {
    EXPECT_EQ(why(19999ms), "fine");
    EXPECT_EQ(why(20s), "no answer within 20s, two thirds of `timeout`");
}

TEST_F(TimeLimitsTest, WaitsAThirdOfItsTimeForTheNextByte) {
    limits.progress(at(5s));
    EXPECT_EQ(why(14999ms), "fine");
    EXPECT_EQ(why(15s), "no data for 10s, a third of `timeout`");
}

TEST_F(TimeLimitsTest, EndsAfterItsWholeTimeHoweverBusyTheServerIs) {
    for (auto second = 1s; second < 30s; ++second) limits.progress(at(second));
    EXPECT_EQ(why(29999ms), "fine");
    EXPECT_EQ(why(30s), "not complete after 30s");
}

TEST_F(TimeLimitsTest, ANewHopMayBeginItsAnswerAnewButTheWholeTimeRunsOn) {
    limits.progress(at(15s));
    limits.hop_begins(at(15s));
    EXPECT_EQ(why(26s), "fine");
    EXPECT_EQ(why(30s), "not complete after 30s");
}

TEST_F(TimeLimitsTest, WaitingForTheBudgetIsNotTheServersTime) {
    limits.progress(at(5s));
    limits.pause(at(6s));
    EXPECT_EQ(why(34s), "fine");
    limits.resume(at(26s));
    EXPECT_EQ(why(34s), "fine");
    EXPECT_EQ(why(35s), "no data for 10s, a third of `timeout`");
    limits.progress(at(35s));
    limits.progress(at(44s));
    EXPECT_EQ(why(49s), "fine");
    EXPECT_EQ(why(50s), "not complete after 30s");
}

TEST_F(TimeLimitsTest, WaitingForTheBudgetIsLimitedToo) {
    limits.progress(at(1s));
    limits.pause(at(1s));
    limits.resume(at(11s));
    limits.pause(at(12s));
    EXPECT_EQ(why(31s), "fine");
    EXPECT_EQ(why(32s), "waited 30s for room among the bodies in flight (max_in_flight)");
}

TEST_F(TimeLimitsTest, IsCheckedNextWhenItMayBeOverdue) {
    EXPECT_EQ(limits.next_check(), at(20s));
    limits.progress(at(8s));
    EXPECT_EQ(limits.next_check(), at(18s));
    limits.progress(at(25s));
    EXPECT_EQ(limits.next_check(), at(30s));
    limits.pause(at(26s));
    EXPECT_EQ(limits.next_check(), at(56s));
}

}  // namespace
}  // namespace newsbus::http
