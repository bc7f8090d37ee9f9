#include "base/time.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace newsbus {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint at(int year, unsigned month, unsigned day, Duration clock = {}) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) + clock;
}

TEST(Time, PrintsSecondsAndOnlyThenMilliseconds) {
    EXPECT_EQ(format_rfc3339(at(2026, 11, 22, 3h + 4min + 5s)), "2026-11-22T03:04:05Z");
    EXPECT_EQ(format_rfc3339(at(2026, 11, 22, 7ms)), "2026-11-22T00:00:00.007Z");
    EXPECT_EQ(format_rfc3339(at(1969, 12, 31, 23h)), "1969-12-31T23:00:00Z");
}

TEST(Time, ReadsAnyOffset) {
    EXPECT_EQ(parse_rfc3339("2026-11-22T03:04:05Z"), at(2026, 11, 22, 3h + 4min + 5s));
    EXPECT_EQ(parse_rfc3339("2026-11-22T01:00:00+02:30"), at(2026, 11, 21, 22h + 30min));
    EXPECT_EQ(parse_rfc3339("2026-11-22T01:00:00.25-01:00"), at(2026, 11, 22, 2h + 250ms));
}

TEST(Time, RefusesWhatIsNotRfc3339) {
    for (const char* text : {"", "2026-11-22", "2026-11-22T03:04Z", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
                             "2026-11-22T24:00:00Z", "2026-11-22T03:04:05", "2026-11-22T03:04:05Zx",
                             "2026-11-22T03:04:05.Z", "-026-11-22T03:04:05Z", "2026-11-22T03:04:05+0200"})
        EXPECT_EQ(parse_rfc3339(text), std::nullopt) << text;
}

TEST(Time, PrintsHttpDates) {
    EXPECT_EQ(format_http_date(at(1994, 11, 6, 8h + 49min + 37s)), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Time, PrintsLocalTimeWithItsOffset) {
    TimePoint time = at(2026, 11, 22, 23h + 4min + 5s + 678ms);
    const char* before = std::getenv("TZ");
    std::string kept = before ? before : "";
    for (const auto& [zone, text] :
         {std::pair{"UTC0", "2026-11-22T23:04:05Z"}, std::pair{"CET-1", "2026-11-23T00:04:05+01:00"},
          std::pair{"NST3:30", "2026-11-22T19:34:05-03:30"}}) {
        ::setenv("TZ", zone, 1);
        EXPECT_EQ(format_rfc3339_local(time), text);
        EXPECT_EQ(parse_rfc3339(format_rfc3339_local(time)), time - 678ms);
    }
    before ? ::setenv("TZ", kept.c_str(), 1) : ::unsetenv("TZ");
}

TEST(Time, ReadsDurationsWithOneUnit) {
    EXPECT_EQ(parse_duration("15m"), 15min);
    EXPECT_EQ(parse_duration("90s"), 90s);
    EXPECT_EQ(parse_duration("250ms"), 250ms);
    EXPECT_EQ(parse_duration("30d"), 720h);
    EXPECT_EQ(parse_duration("0s"), 0s);
    for (const char* text : {"", "15", "m", "-1s", "1h30m", "1.5h", "9999999999999999d", "5 m"})
        EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(Time, PrintsTheLargestUnitThatDivides) {
    EXPECT_EQ(format_duration(15min), "15m");
    EXPECT_EQ(format_duration(90s), "90s");
    EXPECT_EQ(format_duration(48h), "2d");
    EXPECT_EQ(format_duration(1001ms), "1001ms");
    EXPECT_EQ(format_duration(0ms), "0s");
}

}  // namespace
}  // namespace newsbus
