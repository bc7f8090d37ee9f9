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
    EXPECT_EQ(next_due(fixed, now), now + 15min);
}

TEST(NextDue, IsTheIntervalWhenEntriesMayHaveBeenMissed) {
    Pace overtaken = pace();
    overtaken.rhythm = 4h;
    overtaken.overtaken = true;
    EXPECT_EQ(next_due(overtaken, now), now + 15min);
}

TEST(NextDue, WaitsUntilTheAnswerIsStaleBeyondTheLongestInterval) {
    Pace fresh = pace();
    for (auto [fresh_for, wait] :
         {std::pair<Duration, Duration>(0s, 15min), {1h, 1h}, {6h, 6h}, {24h * 3, 24h * 3}, {24h * 365, 24h * 31}}) {
        fresh.fresh_for = fresh_for;
        EXPECT_EQ(next_due(fresh, now), now + wait) << fresh_for.count();
    }
    fresh.fresh_for = 2h;
    fresh.max_interval = fresh.interval;
    EXPECT_EQ(next_due(fresh, now), now + 2h) << "a fixed interval bounds the source's own rhythm only";
}

TEST(NextDue, IsNotSoonerThanTheFeedAsksUpToAWeek) {
    Pace asked = pace();
    for (auto [least, wait] :
         {std::pair<Duration, Duration>(1min, 15min), {1h, 1h}, {24h, 24h}, {24h * 365, 24h * 7}}) {
        asked.hints.least = least;
        EXPECT_EQ(next_due(asked, now), now + wait) << least.count();
    }
    asked.failures = 1;  // a source that fails is asked again by its own rule
    EXPECT_EQ(next_due(asked, now), now + 15min);
    asked.failures = 0;
    asked.hints.least = 1h;
    asked.max_interval = asked.interval;
    EXPECT_EQ(next_due(asked, now), now + 1h);
}

TEST(NextDue, LeavesOutTheHoursAndDaysThatTheFeedSkips) {
    Pace night = pace();
    for (unsigned hour = 0; hour < 5; ++hour) night.hints.skip_hours |= 1u << hour;
    EXPECT_EQ(next_due(night, now), now + 5h);
    night.jitter = 0.5;  // not all at the full hour
    EXPECT_EQ(next_due(night, now), now + 5h + 5min);
    night.jitter = 0;
    night.hints.skip_hours = (1u << 20) - 1;
    EXPECT_EQ(next_due(night, now), now + 20h);
    EXPECT_EQ(next_due(night, now + 21h), now + 21h + 15min);
    night.hints = {};
    night.hints.skip_days = 1u << 0;  // `now` is a Sunday
    EXPECT_EQ(next_due(night, now), now + 24h);
    night.hints.skip_days = 0b111'1110;  // all but Sunday
    EXPECT_EQ(next_due(night, now + 24h), now + 24h * 7);
    night.failures = 1;
    EXPECT_EQ(next_due(night, now + 24h), now + 24h + 15min);
}

TEST(NextDue, DoublesWithEachFailureBeyondTheLongestInterval) {
    Pace failing = pace();
    failing.max_interval = failing.interval;
    for (auto [failures, wait] : {std::pair(1, 15min), std::pair(2, 30min), std::pair(3, 60min), std::pair(5, 240min),
                                  std::pair(6, 360min), std::pair(1000, 360min)}) {
        failing.failures = failures;
        EXPECT_EQ(next_due(failing, now), now + wait) << failures;
    }
    failing.refused = true;
    EXPECT_EQ(next_due(failing, now), now + 24h) << "an answer that says no will hardly change within hours";
    failing.max_interval = 48h;
    EXPECT_EQ(next_due(failing, now), now + 48h);
}

TEST(NextDue, HearsHowLongARefusalHoldsButNotAnOutage) {
    Pace failing = pace();
    failing.failures = 1;
    failing.fresh_for = 2h;
    EXPECT_EQ(next_due(failing, now), now + 15min);
    failing.refused = true;
    EXPECT_EQ(next_due(failing, now), now + 2h);
    failing.fresh_for = 24h * 365;
    EXPECT_EQ(next_due(failing, now), now + 24h);
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
    told.retry_after = 1h;
    told.jitter = 1;
    EXPECT_EQ(next_due(told, now), now + 1h + 30s) << "not all clients in the same second";
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
    spread.fresh_for = 24h * 20;
    EXPECT_EQ(next_due(spread, now), now + 24h * 20 + 1h);
}

TEST(Pace, IsMadeOfWhatIsRememberedOfTheSource) {
    source::Options options;
    options.interval = 10min;
    options.max_interval = 2h;
    SourceState state;
    state.rhythm = 40min;
    state.overtaken = true;
    state.failures = 2;
    state.last_status = 404;
    state.fresh_for = 1h;
    state.hints.least = 30min;
    state.last_attempt = now;
    state.rests_until = now + 3h;
    Pace full = pace_of(state, options, 1min);
    EXPECT_EQ(full.interval, 10min);
    EXPECT_EQ(full.max_interval, 2h);
    EXPECT_EQ(full.min_interval, 1min);
    EXPECT_EQ(full.rhythm, 40min);
    EXPECT_TRUE(full.overtaken);
    EXPECT_EQ(full.failures, 2);
    EXPECT_TRUE(full.refused);
    EXPECT_EQ(full.hints.least, 30min);
    EXPECT_EQ(full.fresh_for, 1h);
    EXPECT_EQ(full.retry_after, 3h);
    options.hints = options.freshness = false;
    EXPECT_EQ(pace_of(state, options, 1min).hints, PollHints());
    EXPECT_EQ(pace_of(state, options, 1min).fresh_for, std::nullopt);
    for (int passing : {0, 408, 429, 500, 503}) {
        state.last_status = passing;
        EXPECT_FALSE(pace_of(state, options, 1min).refused) << passing;
    }
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
    EXPECT_EQ(due_words(pace, now),
              "in 15m, or up to 90s later so that polls spread: interval 15m; besides: no rhythm known yet; the answer "
              "does not say how long it is fresh");
    pace.rhythm = 2h;
    pace.fresh_for = 90min;
    EXPECT_EQ(due_words(pace, now),
              "in 90m, or up to 9m later so that polls spread: the answer says it is fresh for 90m (Cache-Control, "
              "Expires); besides: interval 15m; half the usual time between new articles 1h, at most max_interval 6h");
    pace.hints.least = 3h;
    for (unsigned hour = 2; hour < 5; ++hour) pace.hints.skip_hours |= 1u << hour;
    EXPECT_EQ(due_words(pace, now),
              "in 5h, or up to 10m later so that polls spread: the feed names hours or days to leave out (skipHours, "
              "skipDays); besides: interval 15m; half the usual time between new articles 1h, at most max_interval 6h; "
              "the feed asks for 3h (ttl, sy:updatePeriod); the answer says it is fresh for 90m (Cache-Control, "
              "Expires)");
    pace.failures = 3;
    pace.fresh_for.reset();
    pace.retry_after = 2h;
    EXPECT_EQ(due_words(pace, now),
              "in 2h, or up to 30s later so that polls spread: the server asks to wait 2h (Retry-After); besides: "
              "interval 15m; doubled for each failure in a row after the first (3 so far)");
    pace.retry_after = 24h * 100;
    EXPECT_TRUE(
        due_words(pace, now).starts_with("in 31d, or up to 30s later so that polls spread: the server asks to "
                                         "wait 31d, the longest that is obeyed (Retry-After); "))
        << due_words(pace, now);
    pace = {};
    pace.interval = pace.max_interval = 10s;
    pace.min_interval = 1min;
    EXPECT_TRUE(
        due_words(pace, now).starts_with("in 1m, or up to 6s later so that polls spread: interval 10s raised to "
                                         "min_interval 1m; "))
        << due_words(pace, now);
}

TEST(PageRetry, GivesUpAfterThreeAttempts) {
    EXPECT_TRUE(page_retry(1).has_value());
    EXPECT_TRUE(page_retry(2).has_value());
    EXPECT_FALSE(page_retry(3).has_value());
}

}  // namespace
}  // namespace newsbus::ingest
