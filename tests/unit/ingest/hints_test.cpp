#include "ingest/hints.h"

#include <gtest/gtest.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using Days = std::chrono::days;

FeedInfo feed(std::optional<int> ttl, std::string period = "", std::optional<int> frequency = {}) {
    FeedInfo info;
    info.ttl_minutes = ttl;
    info.update_period = std::move(period);
    info.update_frequency = frequency;
    return info;
}

TEST(Hints, TakeTheLongerOfTtlAndUpdatePeriod) {
    const std::pair<FeedInfo, Duration> cases[] = {
        {feed({}), 0s},
        {feed(0), 0s},
        {feed(60), 1h},
        {feed({}, "hourly"), 1h},
        {feed({}, "hourly", 4), 15min},
        {feed({}, "daily", 2), 12h},
        {feed({}, "weekly"), Days(7)},
        {feed({}, "monthly"), Days(30)},
        {feed({}, "yearly", 1), Days(365)},
        {feed({}, "hourly", 0), 1h},
        {feed({}, "", 24), 1h},
        {feed({}, "sometimes"), 0s},
        {feed(30, "hourly"), 1h},
        {feed(90, "hourly"), 90min},
        {feed(2'000'000'000), Days(366)},
    };
    for (const auto& [info, least] : cases)
        EXPECT_EQ(hints_of(info).least, least) << info.update_period << info.ttl_minutes.value_or(-1);
}

TEST(Hints, SkipHoursAndDays) {
    FeedInfo info;
    info.skip_hours = {0, 23, 5, 5, 24, -1};
    info.skip_days = {"Saturday", "Sunday", "Someday"};
    PollHints hints = hints_of(info);
    EXPECT_EQ(hints.skip_hours, 1u << 0 | 1u << 23 | 1u << 5);
    EXPECT_EQ(hints.skip_days, 1u << 6 | 1u << 0);
}

TEST(Hints, SayNothingWhenNoTimeIsLeft) {
    FeedInfo info;
    for (int hour = 0; hour < 24; ++hour) info.skip_hours.push_back(hour);
    info.skip_days = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    EXPECT_EQ(hints_of(info), PollHints());
}

TEST(Hints, LeadToTheFirstTimeThatIsNotSkipped) {
    const TimePoint sunday(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
    PollHints night, weekend, both;
    for (int hour : {22, 23, 0, 1, 2, 3}) night.skip_hours |= 1u << hour;
    weekend.skip_days = 1u << 6 | 1u << 0;
    both.skip_hours = night.skip_hours;
    both.skip_days = weekend.skip_days;
    const struct {
        PollHints hints;
        Duration time, open;
    } cases[] = {
        {{}, 5min, 5min},
        {night, 4h, 4h},
        {night, 3h + 59min, 4h},
        {night, 21h + 59min, 21h + 59min},
        {night, 22h, 28h},
        {weekend, 10h, 24h},
        {weekend, 24h, 24h},
        {weekend, 6 * 24h - 1s, 6 * 24h - 1s},
        {weekend, 6 * 24h, 8 * 24h},
        {both, 10h, 28h},
        {both, 5 * 24h + 22h, 8 * 24h + 4h},
    };
    for (const auto& c : cases)
        EXPECT_EQ(first_not_skipped(c.hints, sunday + c.time), sunday + c.open) << c.time.count();
}

}  // namespace
}  // namespace newsbus::ingest
