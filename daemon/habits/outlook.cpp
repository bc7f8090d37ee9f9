#include "habits/outlook.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace newsbus::habits {
namespace {

using namespace std::chrono_literals;
using HourTable = std::array<double, hours_of_week>;
using HourCount = std::chrono::duration<double, std::ratio<3600>>;

constexpr double least_weeks = 2, least_hours_with_news = 8;
constexpr double surest = 0.95;  // an hour that always had news may have none once
constexpr Duration longest_outlook = 28 * 24h;

// What silence() asks for.
constexpr Duration shortest_silence = 6h;
constexpr double times_longest_gap = 2;
constexpr double least_news = 5;
constexpr double odds = 15;
constexpr double prior_gaps = 5;

double hours_with_news(const Habits& habits) {
    return std::accumulate(habits.hours.begin(), habits.hours.end(), 0.0,
                           [](double sum, const Counter& hour) { return sum + hour.value(); });
}

bool is_known(const Habits& habits) {
    return habits.weeks >= least_weeks && hours_with_news(habits) >= least_hours_with_news;
}

/// Of each hour of the week: in which share of the weeks it had news.
HourTable shares(const Habits& habits) {
    HourTable table;
    const double weeks = std::max<double>(habits.weeks, 1);
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = std::min(surest, habits.hours[i].value() / weeks);
    return table;
}

HourTable news_by_hour(const Habits& habits) {
    HourTable table = shares(habits);
    for (double& hour : table) hour = hour > 0 ? -std::log1p(-hour) : 0;
    return table;
}

double total(const HourTable& table) {
    return std::accumulate(table.begin(), table.end(), 0.0);
}

std::size_t place_in_week(std::int64_t hour) {
    const auto length = static_cast<std::int64_t>(hours_of_week);
    return static_cast<std::size_t>((hour % length + length) % length);
}

/// The table's hours between two moments, added up; of hours that belong to it in part, that part.
double sum_between(const HourTable& table, TimePoint from, TimePoint to) {
    if (to <= from) return 0;
    constexpr Duration week = 168h;
    const auto weeks = (to - from) / week;
    double sum = static_cast<double>(weeks) * total(table);
    for (TimePoint at = from + weeks * week; at < to;) {
        const auto hour = std::chrono::floor<std::chrono::hours>(at);
        const TimePoint end = std::min<TimePoint>(to, hour + 1h);
        sum += table[place_in_week(hour.time_since_epoch().count())] * (HourCount(end - at).count());
        at = end;
    }
    return sum;
}

/// What the two busiest days may bring.
double two_days(const HourTable& table) {
    double busiest = 0;
    for (std::size_t day = 0; day < hours_of_week; day += 24)
        busiest = std::max(busiest, std::accumulate(table.begin() + static_cast<std::ptrdiff_t>(day),
                                                    table.begin() + static_cast<std::ptrdiff_t>(day + 24), 0.0));
    return 2 * busiest;
}

/// By how much the times without news are longer than even news would leave them: the news expected from a moment
/// without any, taken at random, until there are some. 1 when they come by chance, 1/2 when they come like a clock.
/// Begins at 1, as if some were known to come by chance.
double unevenness(const Habits& habits) {
    return (habits.gap_squares + 2 * prior_gaps) / (2 * (habits.gap_sum + prior_gaps));
}

}  // namespace

double expected_news(const Habits& habits, TimePoint from, TimePoint to) {
    return sum_between(news_by_hour(habits), from, to);
}

double articles_a_day(const Habits& habits) {
    return is_known(habits) ? habits.articles / habits.weeks / 7 : 0;
}

double expected_articles(const Habits& habits, TimePoint from, TimePoint to) {
    const double all = hours_with_news(habits);
    if (!is_known(habits)) return 0;
    return sum_between(shares(habits), from, to) * habits.articles / all;
}

std::optional<Duration> expected_gap(const Habits& habits, TimePoint at) {
    if (!is_known(habits)) return {};
    const HourTable table = news_by_hour(habits);
    double left = 1;
    for (TimePoint from = at; from < at + longest_outlook;) {
        const auto hour = std::chrono::floor<std::chrono::hours>(from);
        const TimePoint end = hour + 1h;
        const double rate = table[place_in_week(hour.time_since_epoch().count())];  // an hour
        const double brings = rate * HourCount(end - from).count();
        if (brings >= left) return (from - at) + std::chrono::duration_cast<Duration>(HourCount(left / rate));
        left -= brings;
        from = end;
    }
    return longest_outlook;
}

std::optional<double> usual_overlap(const Habits& habits) {
    if (habits.overlap < 0) return {};
    return habits.overlap;
}

std::optional<Duration> usual_time(const Habits& habits) {
    if (habits.log_took <= 0) return {};
    return Duration(std::llround(std::exp(std::min(habits.log_took, 20.0f))));
}

std::optional<Silence> silence(const Habits& habits, TimePoint now) {
    if (!habits.last_news || now - *habits.last_news < shortest_silence) return {};
    const TimePoint since = *habits.last_news;
    if (HourCount(now - since).count() < times_longest_gap * habits.longest_gap || !is_known(habits)) return {};
    const HourTable table = news_by_hour(habits);
    const double expected = sum_between(table, since, now);
    const double holiday = std::min(expected, two_days(table)) / 2;
    const double uneven = unevenness(habits), chance = std::max(0.0, 2 * uneven - 1);
    const double sure = (expected - holiday) / (1 + 1.5 * std::sqrt(chance / hours_with_news(habits)));
    if (sure < std::max(least_news, odds * uneven)) return {};
    return Silence{since, expected_articles(habits, since, now), articles_a_day(habits)};
}

}  // namespace newsbus::habits
