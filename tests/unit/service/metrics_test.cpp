#include "service/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::service {
namespace {

using testing::HasSubstr;
using testing::Not;

store::SourceStatus source(std::string id, Health health) {
    store::SourceStatus status;
    status.id = std::move(id);
    status.state.health = health;
    return status;
}

std::string page_of(const store::Survey& survey) {
    Exposition page;
    write_survey(page, survey);
    return page.text();
}

TEST(Metrics, TheHealthOfASourceIsASetOfStatesOfWhichOneHolds) {
    store::Survey survey;
    survey.sources = {source("bbc", Health::failing)};
    std::string page = page_of(survey);
    for (const char* line : {"health=\"unknown\"} 0\n", "health=\"ok\"} 0\n", "health=\"failing\"} 1\n",
                             "health=\"blocked\"} 0\n", "health=\"gone\"} 0\n"})
        EXPECT_THAT(page, HasSubstr(std::string("newsbus_source_health{source=\"bbc\",") + line));
}

TEST(Metrics, ATimeThatIsNotKnownHasNoSample) {
    store::Survey survey;
    survey.sources = {source("never", Health::unknown), source("well", Health::ok)};
    survey.sources[1].state.last_success = TimePoint(Duration(1'795'687'200'250));
    std::string page = page_of(survey);
    EXPECT_THAT(page, HasSubstr("newsbus_source_last_success_timestamp_seconds{source=\"well\"} 1795687200.25\n"));
    EXPECT_THAT(page, Not(HasSubstr("timestamp_seconds{source=\"never\"}")));
    EXPECT_THAT(page, Not(HasSubstr("newest_article")));
}

TEST(Metrics, SumsByHealthAreThereWithoutSources) {
    store::Survey survey;
    survey.census = {0, 1200, 30, 0, 1};
    std::string page = page_of(survey);
    EXPECT_THAT(page, HasSubstr("newsbus_sources{health=\"unknown\"} 0\n"));
    EXPECT_THAT(page, HasSubstr("newsbus_sources{health=\"ok\"} 1200\n"));
    EXPECT_THAT(page, Not(HasSubstr("source=")));
}

TEST(Metrics, ASourceIsNamedByItsIdAndNothingElse) {
    store::Survey survey;
    survey.sources = {source("quo\"te", Health::failing)};
    survey.sources[0].state.url = "https://secret.example/feed";
    survey.sources[0].state.reason = "HTTP status 500";
    std::string page = page_of(survey);
    EXPECT_THAT(page, HasSubstr("{source=\"quo\\\"te\",health=\"failing\"} 1\n"));
    EXPECT_THAT(page, Not(HasSubstr("secret")));
    EXPECT_THAT(page, Not(HasSubstr("HTTP")));
}

TEST(Metrics, CountsTheMessagesKept) {
    auto kept = [](Bounds log) {
        store::Survey survey;
        survey.log = log;
        return page_of(survey);
    };
    EXPECT_THAT(kept({0, 0}), HasSubstr("newsbus_log_messages 0\n"));
    EXPECT_THAT(kept({5, 9}), HasSubstr("newsbus_log_messages 5\n"));
    EXPECT_THAT(kept({10, 9}), HasSubstr("newsbus_log_messages 0\n"));  // all were trimmed
}

}  // namespace
}  // namespace newsbus::service
