#include "client/progress.h"

#include <gtest/gtest.h>

namespace newsbus::client {
namespace {

using Verdict = Progress::Verdict;

TEST(Progress, DeliversWhatFollowsAndDropsWhatItHas) {
    Progress progress;
    progress.start(10, true);
    EXPECT_EQ(progress.judge("a/", {10, 9}), Verdict::duplicate);
    EXPECT_EQ(progress.judge("a/", {11, 9}), Verdict::deliver);
    progress.delivered("a/", {11, 9});
    EXPECT_EQ(progress.judge("a/", {11, 9}), Verdict::duplicate);
    EXPECT_EQ(progress.complete(), 11u);
}

TEST(Progress, WithEverythingSubscribedTheNumbersShowAGap) {
    Progress progress;
    progress.start(10, true);
    EXPECT_EQ(progress.judge("new/", {12, 0}), Verdict::gap);
}

TEST(Progress, WithAFilterPrevShowsAGapOnTheSameTopic) {
    Progress progress;
    progress.start(10, false);
    EXPECT_EQ(progress.judge("a/", {15, 8}), Verdict::deliver) << "others may have had 11 to 14";
    EXPECT_EQ(progress.judge("a/", {15, 12}), Verdict::gap);
    progress.delivered("a/", {15, 8});
    EXPECT_EQ(progress.judge("a/", {20, 15}), Verdict::deliver);
    EXPECT_EQ(progress.judge("a/", {20, 17}), Verdict::gap);
}

TEST(Progress, AMessageOnOneTopicDoesNotHideAGapOnAnother) {
    Progress progress;
    progress.start(10, false);
    progress.delivered("a/", {15, 8});
    EXPECT_EQ(progress.judge("b/", {16, 12}), Verdict::gap);
    EXPECT_EQ(progress.complete(), 10u);
}

TEST(Progress, ConfirmingCompletesAllTopics) {
    Progress progress;
    progress.start(10, false);
    progress.delivered("a/", {15, 8});
    progress.confirm(20);
    EXPECT_EQ(progress.complete(), 20u);
    EXPECT_EQ(progress.judge("b/", {21, 12}), Verdict::deliver);
    EXPECT_EQ(progress.judge("a/", {15, 8}), Verdict::duplicate);
    progress.confirm(5);
    EXPECT_EQ(progress.complete(), 20u) << "never back";
}

TEST(Progress, KeepsWhatTheLogsHaveInCommonWhenOneWasPutBack) {
    Progress progress;
    progress.start(100, false);
    progress.delivered("a/", {115, 90, ""});
    progress.delivered("b/", {150, 90, ""});
    Progress further = progress;
    progress.put_back(120);
    EXPECT_EQ(progress.complete(), 100u);
    EXPECT_EQ(progress.last_on("a/"), 115u);
    EXPECT_EQ(progress.last_on("b/"), 120u);
    further.put_back(80);
    EXPECT_EQ(further.complete(), 80u);
    EXPECT_EQ(further.last_on("b/"), 80u);
}

}  // namespace
}  // namespace newsbus::client
