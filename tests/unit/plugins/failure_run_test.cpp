#include "plugins/host/failure_run.h"

#include <gtest/gtest.h>

namespace newsbus::plugins {
namespace {

TEST(FailureRun, TwentyFailuresInARowAreABrokenPlugin) {
    FailureRun run;
    for (int i = 0; i < 19; ++i) run.add_failure("no answer");
    EXPECT_EQ(run.broken(), "");
    run.add_failure("the program ended");
    EXPECT_EQ(run.broken(), "the program ended");
}

TEST(FailureRun, OneThatFailsNowAndThenIsNot) {
    FailureRun run;
    for (int i = 0; i < 1000; ++i) i % 10 == 0 ? run.add_good() : run.add_failure("bad");
    EXPECT_EQ(run.broken(), "");
}

TEST(FailureRun, ASingleSuccessIsNoRecoveryAndThreeAre) {
    FailureRun run;
    for (int i = 0; i < 30; ++i) run.add_failure("bad");
    run.add_good();
    run.add_good();
    EXPECT_EQ(run.broken(), "bad");
    run.add_good();
    EXPECT_EQ(run.broken(), "");
    run.add_failure("bad");
    EXPECT_EQ(run.broken(), "") << "it has to earn it again";
}

}  // namespace
}  // namespace newsbus::plugins
