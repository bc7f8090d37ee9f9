#include "ingest/next_due.h"

#include <gtest/gtest.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

const TimePoint now(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));

Pace pace() {
    Pace pace;
    pace.interval = 15min;
    pace.max_interval = 6h;
    pace.min_interval = 60s;
    return pace;
}

Response answer(std::vector<std::pair<std::string, std::string>> headers) {
    Response response;
    response.status = 200;
    response.headers = std::move(headers);
    return response;
}

TEST(FirstPolls, BeginAsManyInASecondAsThereMayBeConnections) {
    EXPECT_LE(12 * first_polls_apart(64), 1s);
    EXPECT_EQ(first_polls_apart(64), 15ms);
    EXPECT_EQ(first_polls_apart(1), 1s);
    EXPECT_EQ(first_polls_apart(100'000), 0s);
}

TEST(NextDue, IsTheIntervalWhenNothingIsKnown) {
    EXPECT_EQ(next_due(pace(), now), now + 15min);
}

TEST(NextDue, FollowsTheRhythmWithinTheBounds) {
    Pace slow = pace(), busy = pace(), dead = pace();
    slow.rhythm = 2h;
    busy.rhythm = 1min;
    dead.rhythm = 24h * 30;
    EXPECT_EQ(next_due(slow, now), now + 1h);
    EXPECT_EQ(next_due(busy, now), now + 15min);
    EXPECT_EQ(next_due(dead, now), now + 6h);
}

TEST(NextDue, IsFixedWhenTheIntervalsAreEqual) {
    Pace fixed = pace();
    fixed.max_interval = fixed.interval;
    fixed.rhythm = 24h;
    fixed.failures = 7;
    EXPECT_EQ(next_due(fixed, now), now + 15min);
}

TEST(NextDue, WaitsUntilTheAnswerIsStale) {
    Pace fresh = pace();
    fresh.fresh_for = 1h;
    EXPECT_EQ(next_due(fresh, now), now + 1h);
    fresh.fresh_for = 24h * 365;
    EXPECT_EQ(next_due(fresh, now), now + 6h);
    fresh.fresh_for = 0s;
    EXPECT_EQ(next_due(fresh, now), now + 15min);
}

TEST(NextDue, IsNotSoonerThanTheFeedAsks) {
    Pace asked = pace();
    for (auto [least, wait] : {std::pair<Duration, Duration>(1min, 15min), {1h, 1h}, {6h, 6h}, {24h * 7, 6h}}) {
        asked.hints.least = least;
        EXPECT_EQ(next_due(asked, now), now + wait) << least.count();
    }
    asked.failures = 1;  // a source that fails is asked again by its own rule
    EXPECT_EQ(next_due(asked, now), now + 15min);
    asked.failures = 0;
    asked.max_interval = asked.interval;
    EXPECT_EQ(next_due(asked, now), now + 15min);
}

TEST(NextDue, LeavesOutTheHoursThatTheFeedSkipsUpToTheLongestInterval) {
    Pace night = pace();
    for (unsigned hour = 0; hour < 5; ++hour) night.hints.skip_hours |= 1u << hour;
    EXPECT_EQ(next_due(night, now), now + 5h);
    night.jitter = 0.5;  // not all at the full hour
    EXPECT_EQ(next_due(night, now), now + 5h + 5min);
    night.jitter = 0;
    night.hints.skip_hours = (1u << 20) - 1;
    EXPECT_EQ(next_due(night, now), now + 6h);
    EXPECT_EQ(next_due(night, now + 21h), now + 21h + 15min);
    night.hints = {};
    night.hints.skip_days = 1u << 0;  // `now` is a Sunday
    EXPECT_EQ(next_due(night, now), now + 6h);
    EXPECT_EQ(next_due(night, now + 20h), now + 24h);
    night.failures = 1;
    EXPECT_EQ(next_due(night, now + 20h), now + 20h + 15min);
}

TEST(NextDue, DoublesWithEachFailureUpToTheLongestInterval) {
    Pace failing = pace();
    for (auto [failures, wait] : {std::pair(1, 15min), std::pair(2, 30min), std::pair(3, 60min), std::pair(5, 240min),
                                  std::pair(6, 360min), std::pair(1000, 360min)}) {
        failing.failures = failures;
        EXPECT_EQ(next_due(failing, now), now + wait) << failures;
    }
}

TEST(NextDue, HonoursRetryAfterEvenPastTheLongestInterval) {
    Pace told = pace();
    told.failures = 1;
    told.retry_after = 48h;
    EXPECT_EQ(next_due(told, now), now + 48h);
    told.retry_after = 24h * 365;
    EXPECT_EQ(next_due(told, now), now + 24h * 31);
    told.retry_after = 1s;
    EXPECT_EQ(next_due(told, now), now + 15min);
}

TEST(NextDue, IsNeverSoonerThanTheInstallationAllows) {
    Pace hasty = pace();
    hasty.interval = hasty.max_interval = 1s;
    EXPECT_EQ(next_due(hasty, now), now + 60s);
}

TEST(NextDue, SpreadsOverATenth) {
    Pace spread = pace();
    spread.jitter = 1;
    EXPECT_EQ(next_due(spread, now), now + 16min + 30s);
}

TEST(Freshness, IsMaxAgeLessAge) {
    EXPECT_EQ(freshness(answer({{"cache-control", "public, max-age=600"}}), now), Duration(10min));
    EXPECT_EQ(freshness(answer({{"cache-control", "max-age=600"}, {"age", "200"}}), now), Duration(400s));
    EXPECT_EQ(freshness(answer({{"cache-control", "Max-Age=\"600\""}, {"age", "9999"}}), now), Duration(0s));
}

TEST(Freshness, IsExpiresLessDateWithoutMaxAge) {
    EXPECT_EQ(freshness(answer({{"expires", "Sun, 22 Nov 2026 01:00:00 GMT"}}), now), Duration(1h));
    EXPECT_EQ(
        freshness(answer({{"expires", "Sun, 22 Nov 2026 01:00:00 GMT"}, {"date", "Sun, 22 Nov 2026 00:30:00 GMT"}}),
                  now),
        Duration(30min));
    EXPECT_EQ(freshness(answer({{"expires", "0"}}), now), Duration(0s));
}

TEST(Freshness, IsUnknownOrZeroOtherwise) {
    EXPECT_EQ(freshness(answer({}), now), std::nullopt);
    EXPECT_EQ(freshness(answer({{"cache-control", "max-age=soon"}}), now), std::nullopt);
    EXPECT_EQ(freshness(answer({{"cache-control", "no-cache, max-age=600"}}), now), Duration(0s));
}

TEST(RetryAfter, ReadsSecondsAndDates) {
    EXPECT_EQ(retry_after(answer({{"retry-after", "120"}}), now), Duration(2min));
    EXPECT_EQ(retry_after(answer({{"retry-after", "Sun, 22 Nov 2026 00:02:00 GMT"}}), now), Duration(2min));
    EXPECT_EQ(retry_after(answer({{"retry-after", "99999999999999999999999"}}), now), Duration(24h * 31));
    EXPECT_EQ(retry_after(answer({{"retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"}}), now), Duration(24h * 31));
    EXPECT_EQ(retry_after(answer({{"retry-after", "Sun, 22 Nov 2099 00:00:00 GMT"}}), now), Duration(24h * 31));
}

TEST(RetryAfter, TakesADateByTheClockOfTheServer) {
    const std::pair<std::string, std::string> until("retry-after", "Sun, 22 Nov 2026 05:02:00 GMT");
    EXPECT_EQ(retry_after(answer({until, {"date", "Sun, 22 Nov 2026 05:00:00 GMT"}}), now), Duration(2min));
    EXPECT_EQ(retry_after(answer({until, {"date", "Sun, 22 Nov 2026 06:00:00 GMT"}}), now), std::nullopt);
    EXPECT_EQ(retry_after(answer({until, {"date", "whenever"}}), now), Duration(5h + 2min));
}

TEST(RetryAfter, IsNothingWhenItMakesNoSense) {
    for (const char* value : {"", "-5", "soon", "Sat, 21 Nov 2026 00:00:00 GMT", "1.5"})
        EXPECT_EQ(retry_after(answer({{"retry-after", value}}), now), std::nullopt) << value;
}

TEST(Rhythm, MovesTowardsWhatIsObserved) {
    source::Options options;
    EXPECT_EQ(updated_rhythm(0s, 2, 20min, options), 10min);
    EXPECT_EQ(updated_rhythm(10min, 1, 20min, options), 13min);
}

TEST(Rhythm, SlowsDownWhileNothingComesWithinBounds) {
    source::Options options;
    Duration rhythm = 10min;
    for (int i = 0; i < 1000; ++i) rhythm = updated_rhythm(rhythm, 0, 15min, options);
    EXPECT_EQ(rhythm, 2 * options.max_interval);
}

TEST(DueWords, NameEveryTermThatHasASay) {
    Pace pace;
    pace.interval = 15min;
    pace.max_interval = 6h;
    pace.min_interval = 1min;
    EXPECT_EQ(
        due_words(pace, now),
        "in 15m, or up to 90s later so that polls spread: interval 15m, no rhythm known yet, at most max_interval "
        "6h, the answer does not say how long it is fresh");
    pace.rhythm = 2h;
    pace.fresh_for = 90min;
    EXPECT_EQ(
        due_words(pace, now),
        "in 90m, or up to 9m later so that polls spread: interval 15m, half the usual time between new articles 1h, "
        "at most max_interval 6h, the answer says it is fresh for 90m");
    pace.hints.least = 3h;
    for (unsigned hour = 2; hour < 5; ++hour) pace.hints.skip_hours |= 1u << hour;
    EXPECT_EQ(due_words(pace, now),
              "in 5h, or up to 10m later so that polls spread: interval 15m, half the usual time between new articles "
              "1h, at most max_interval 6h, the answer says it is fresh for 90m, the feed asks for 3h (ttl, "
              "sy:updatePeriod), the feed names hours or days to leave out (skipHours, skipDays)");
    pace.failures = 3;
    pace.retry_after = 2h;
    EXPECT_EQ(
        due_words(pace, now),
        "in 2h: interval 15m, doubled for each failure in a row after the first (3 so far), at most max_interval 6h, "
        "Retry-After 2h");
    pace = {};
    pace.interval = pace.max_interval = 10s;
    pace.min_interval = 1min;
    EXPECT_TRUE(
        due_words(pace, now).starts_with("in 1m, or up to 6s later so that polls spread: interval 10s raised to "
                                         "min_interval 1m, "))
        << due_words(pace, now);
}

TEST(PageRetry, GivesUpAfterThreeAttempts) {
    EXPECT_TRUE(page_retry(1).has_value());
    EXPECT_TRUE(page_retry(2).has_value());
    EXPECT_FALSE(page_retry(3).has_value());
}

}  // namespace
}  // namespace newsbus::ingest
