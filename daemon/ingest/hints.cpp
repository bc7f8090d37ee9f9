#include "ingest/hints.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

constexpr Duration longest = std::chrono::days(366);
constexpr std::uint32_t all_hours = (1u << 24) - 1, all_days = (1u << 7) - 1;
constexpr std::string_view day_names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::pair<std::string_view, Duration> periods[] = {
    {"hourly", 1h},
    {"daily", std::chrono::days(1)},
    {"weekly", std::chrono::days(7)},
    {"monthly", std::chrono::days(30)},
    {"yearly", std::chrono::days(365)},
};

/// The RSS module Syndication: an update period and how often in it.
Duration between_updates(const FeedInfo& feed) {
    if (feed.update_period.empty() && !feed.update_frequency) return Duration(0);
    std::string_view name = feed.update_period.empty() ? "daily" : std::string_view(feed.update_period);
    auto period = std::ranges::find(periods, name, &std::pair<std::string_view, Duration>::first);
    if (period == std::end(periods)) return Duration(0);
    return period->second / std::max(1, feed.update_frequency.value_or(1));
}

bool is_skipped(const PollHints& hints, std::chrono::sys_time<std::chrono::hours> hour) {
    auto day = std::chrono::floor<std::chrono::days>(hour);
    return (hints.skip_hours >> (hour - day).count() & 1) ||
           (hints.skip_days >> std::chrono::weekday(day).c_encoding() & 1);
}

}  // namespace

PollHints hints_of(const FeedInfo& feed) {
    PollHints hints;
    Duration ttl = std::chrono::minutes(std::max(0, feed.ttl_minutes.value_or(0)));
    hints.least = std::min(longest, std::max(ttl, between_updates(feed)));
    for (int hour : feed.skip_hours)
        if (hour >= 0 && hour < 24) hints.skip_hours |= 1u << hour;
    for (const std::string& name : feed.skip_days)
        if (auto day = std::ranges::find(day_names, name); day != std::end(day_names))
            hints.skip_days |= 1u << (day - std::begin(day_names));
    if (hints.skip_hours == all_hours) hints.skip_hours = 0;
    if (hints.skip_days == all_days) hints.skip_days = 0;
    return hints;
}

TimePoint first_not_skipped(const PollHints& hints, TimePoint time) {
    auto hour = std::chrono::floor<std::chrono::hours>(time);
    constexpr int most = 7 * 24;  // some hour of some day is left
    for (int i = 0; i < most && is_skipped(hints, hour); ++i) hour += 1h;
    return std::max(time, TimePoint(hour));
}

}  // namespace newsbus::ingest
