#include "service/day_plan.h"

#include <gmock/gmock.h>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

const TimePoint now = *parse_rfc3339("2026-01-31T12:30:00Z");  // a Saturday

store::SourceStatus polled() {
    store::SourceStatus source;
    source.id = "courier";
    source.state.health = Health::ok;
    source.state.last_attempt = now - 5min;
    source.state.last_status = 304;
    source.next_due = now + 10min;
    return source;
}

DayPlan plan(const store::SourceStatus& source) {
    return day_plan(source, {}, 1min, now);
}

TEST(DayPlan, CountsEachPollOfTheNext24Hours) {
    const DayPlan day = plan(polled());  // 12:40, 12:55, 13:10, ... 12:25
    EXPECT_EQ(day.first, now + 10min);
    EXPECT_EQ(day.polls, 96);
    EXPECT_EQ(day.by_hour.front(), 2);
    EXPECT_EQ(day.by_hour.at(1), 4);
    EXPECT_EQ(day.by_hour.back(), 2);
    EXPECT_EQ(day.busiest(), 4);
}

TEST(DayPlan, GoesByThePresentPace) {
    store::SourceStatus source = polled();
    source.state.rhythm = 8h;
    source.next_due = now + 1h;
    EXPECT_EQ(plan(source).polls, 6) << "every four hours";
    source.state.failures = 3;
    EXPECT_EQ(plan(source).polls, 23) << "every hour, as after three failures";
    source.next_due = now + 25h;
    EXPECT_EQ(plan(source), DayPlan());
}

TEST(DayPlan, BeginsWithAPollThatIsOverdueNow) {
    store::SourceStatus source = polled();
    source.next_due = now - 3h;
    EXPECT_EQ(plan(source).first, now);
}

TEST(DayPlan, LeavesAHostThatRestsAlone) {
    store::SourceStatus source = polled();
    source.host_rests = Rest{"courier.example", now - 1h, now + 23h, ""};
    EXPECT_EQ(plan(source).first, now + 23h);
    EXPECT_EQ(plan(source).polls, 4);
}

TEST(DayPlan, KeepsOutOfTheHoursThatTheFeedAsksToSkip) {
    store::SourceStatus source = polled();
    for (int hour = 0; hour < 12; ++hour) source.state.hints.skip_hours |= 1u << hour;
    const DayPlan day = plan(source);
    EXPECT_EQ(day.polls, 2 + 11 * 4 + 2);
    EXPECT_EQ(day.by_hour.at(12), 0) << "midnight";
    EXPECT_EQ(day.by_hour.back(), 2) << "noon again";
    source.state.hints.skip_hours |= 1u << 12;
    EXPECT_EQ(plan(source).by_hour.front(), 1) << "the one that somebody asked for";
}

TEST(DayPlan, EndsWhereAllIsSkipped) {
    store::SourceStatus source = polled();
    source.state.hints.skip_days = 0b0111111;  // all but Saturday
    EXPECT_EQ(plan(source).polls, 2 + 11 * 4);
}

TEST(DayPlan, IsEmptyWhenNoPollIsPlanned) {
    store::SourceStatus source = polled();
    source.next_due.reset();
    EXPECT_EQ(plan(source), DayPlan());
}

TEST(DayPlan, AddsUpOverTheSourcesOfAHost) {
    store::SourceStatus late = polled();
    late.next_due = now + 20min;
    DayPlan both = plan(late);
    both += plan(polled());
    EXPECT_EQ(both.first, now + 10min);
    EXPECT_EQ(both.polls, 96 + 95);
    EXPECT_EQ(both.busiest(), 8);
}

}  // namespace
}  // namespace newsbus::service
