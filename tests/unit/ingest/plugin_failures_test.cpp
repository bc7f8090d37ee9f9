#include "ingest/plugin_failures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const SteadyTime start{100h};
const plugins::Failure failure{"geo", "no answer within 2s"};

Article article(std::string identifier) {
    Article made;
    made.identifier = std::move(identifier);
    return made;
}

TEST(PluginFailures, TellsTheFirstWithItsPluginReasonAndArticle) {
    PluginFailures failures;
    Article with_url = article("urn:1");
    with_url.url = "https://a.example/1";
    EXPECT_EQ(
        failures.add(failure, "a", with_url, start),
        (log::Line{
            "plugin failed",
            {{"plugin", "geo"}, {"why", "no answer within 2s"}, {"source", "a"}, {"article", "https://a.example/1"}}}));
}

TEST(PluginFailures, TellsOneAMinuteOfEachPluginAndCountsTheRest) {
    PluginFailures failures;
    ASSERT_TRUE(failures.add(failure, "a", article("urn:1"), start));
    EXPECT_FALSE(failures.add(failure, "a", article("urn:2"), start + 1s));
    EXPECT_FALSE(failures.add(failure, "b", article("urn:3"), start + 59s));
    EXPECT_TRUE(failures.add({"other", "broken"}, "a", article("urn:1"), start + 2s));
    auto again = failures.add(failure, "a", article("urn:4"), start + 61s);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->fields.back(), log::Field("left_out", 2));
}

TEST(PluginFailures, TellsAgainWhenTheMinuteIsJustOver) {
    PluginFailures failures;
    failures.add(failure, "a", article("urn:1"), start);
    EXPECT_TRUE(failures.add(failure, "a", article("urn:2"), start + 60s));
}

TEST(PluginFailures, TellsWhatWasLeftOutOfEachPlugin) {
    PluginFailures failures;
    for (const char* plugin : {"geo", "other"})
        for (auto at : {start, start + 1s}) failures.add({plugin, "broken"}, "a", article("urn:1"), at);
    EXPECT_EQ(failures.take_left_out(start + 60s).size(), 2U);
    failures.add(failure, "a", article("urn:2"), start + 61s);  // within the minute after that line
    EXPECT_EQ(failures.take_left_out(start + 120s).size(), 1U);
}

TEST(PluginFailures, TellsWhatWasLeftOutThoughNoFailureFollows) {
    PluginFailures failures;
    failures.add(failure, "a", article("urn:1"), start);
    failures.add(failure, "a", article("urn:2"), start + 1s);
    EXPECT_THAT(failures.take_left_out(start + 59s), IsEmpty());
    EXPECT_THAT(failures.take_left_out(start + 60s),
                ElementsAre(log::Line{"plugin failed on more articles", {{"plugin", "geo"}, {"left_out", 1}}}));
    EXPECT_THAT(failures.take_left_out(start + 200s), IsEmpty());
    EXPECT_TRUE(failures.add(failure, "a", article("urn:3"), start + 201s));
}

}  // namespace
}  // namespace newsbus::ingest
