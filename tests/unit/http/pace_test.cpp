#include "http/pace.h"

#include <gtest/gtest.h>

namespace newsbus::http {
namespace {

using namespace std::chrono_literals;

struct PaceTest : testing::Test {
    Pace::Time at(Duration since_start) const { return start + since_start; }
    std::string why(Duration since_start) const { return pace.overdue(at(since_start)).value_or("fine"); }
    Pace::Time start{1h};
    Pace pace{30s, start};
};

TEST_F(PaceTest, WaitsTwoThirdsOfItsTimeForTheAnswerToBegin) {
    EXPECT_EQ(why(19999ms), "fine");
    EXPECT_EQ(why(20s), "no answer within 20s");
}

TEST_F(PaceTest, WaitsAThirdOfItsTimeForTheNextByte) {
    pace.progress(at(5s));
    EXPECT_EQ(why(14999ms), "fine");
    EXPECT_EQ(why(15s), "no data for 10s");
}

TEST_F(PaceTest, EndsAfterItsWholeTimeHoweverBusyTheServerIs) {
    for (auto second = 1s; second < 30s; ++second) pace.progress(at(second));
    EXPECT_EQ(why(29999ms), "fine");
    EXPECT_EQ(why(30s), "not complete after 30s");
}

TEST_F(PaceTest, ANewHopMayBeginItsAnswerAnewButTheWholeTimeRunsOn) {
    pace.progress(at(15s));
    pace.hop_begins(at(15s));
    EXPECT_EQ(why(26s), "fine");
    EXPECT_EQ(why(30s), "not complete after 30s");
}

TEST_F(PaceTest, WaitingForTheBudgetIsNotTheServersTime) {
    pace.progress(at(5s));
    pace.pause(at(6s));
    EXPECT_EQ(why(34s), "fine");
    pace.resume(at(26s));
    EXPECT_EQ(why(34s), "fine");
    EXPECT_EQ(why(35s), "no data for 10s");
    pace.progress(at(35s));
    pace.progress(at(44s));
    EXPECT_EQ(why(49s), "fine");
    EXPECT_EQ(why(50s), "not complete after 30s");
}

TEST_F(PaceTest, WaitingForTheBudgetIsLimitedToo) {
    pace.progress(at(1s));
    pace.pause(at(1s));
    pace.resume(at(11s));
    pace.pause(at(12s));
    EXPECT_EQ(why(31s), "fine");
    EXPECT_EQ(why(32s), "waited 30s for room among the bodies in flight (max_in_flight)");
}

TEST_F(PaceTest, IsCheckedNextWhenItMayBeOverdue) {
    EXPECT_EQ(pace.next_check(), at(20s));
    pace.progress(at(8s));
    EXPECT_EQ(pace.next_check(), at(18s));
    pace.progress(at(25s));
    EXPECT_EQ(pace.next_check(), at(30s));
    pace.pause(at(26s));
    EXPECT_EQ(pace.next_check(), at(56s));
}

}  // namespace
}  // namespace newsbus::http
