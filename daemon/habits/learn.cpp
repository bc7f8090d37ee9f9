#include "habits/learn.h"

#include "habits/outlook.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace newsbus::habits {
namespace {

using namespace std::chrono_literals;
using HourCount = std::chrono::duration<double, std::ratio<3600>>;

constexpr Duration week = 168h;
constexpr Duration longest_absence = 13 * week;  // after that everything may be different
constexpr Duration longest_spread = 24h;         // news of a longer time came at nobody knows what hour
constexpr Duration late = 2h;                    // that an entry stands in an answer after its date
constexpr int hours_met = 64;                    // bits of Habits::hours_met
constexpr double gap_shrinks_weekly = 0.97;

double mean_after(double mean, double value, double weight) {
    return mean + (value - mean) * weight;
}

std::int64_t hour_of(TimePoint time) {
    return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

/// How much less a week ago counts: less of a source with much news, nothing of one with so little that every week is
/// needed. In steps of Counter.
int steps_a_week(double hours_with_news) {
    return hours_with_news >= 60 ? 4 : hours_with_news >= 24 ? 2 : hours_with_news >= 12 ? 1 : 0;
}

void forget(Habits& habits, TimePoint now) {
    const auto weeks = static_cast<std::uint32_t>(std::max<std::int64_t>(0, now.time_since_epoch() / week));
    if (habits.week == 0 || weeks < habits.week) habits.week = weeks;
    for (; habits.week < weeks; ++habits.week) {
        double all = 0;
        for (const Counter& hour : habits.hours) all += hour.value();
        const int steps = steps_a_week(all);
        const auto kept = static_cast<float>(std::pow(0.9, steps / 4.0));
        for (Counter& hour : habits.hours) hour.shrink(steps);
        for (float* sum : {&habits.weeks, &habits.articles, &habits.gap_sum, &habits.gap_squares}) *sum *= kept;
        habits.longest_gap *= static_cast<float>(gap_shrinks_weekly);
    }
}

/// Was anything counted in that hour already? Marks it.
bool meet(Habits& habits, std::int64_t hour) {
    const auto number = static_cast<std::uint32_t>(std::max<std::int64_t>(0, hour));
    if (number > habits.last_hour) {
        const std::uint32_t ahead = number - habits.last_hour;
        habits.hours_met = ahead < hours_met ? habits.hours_met << ahead : 0;
        habits.last_hour = number;
    }
    const std::uint32_t back = habits.last_hour - number;
    if (back >= hours_met) return true;
    const std::uint64_t bit = std::uint64_t{1} << back;
    const bool met = habits.hours_met & bit;
    habits.hours_met |= bit;
    return met;
}

void count_hour(Habits& habits, std::int64_t hour) {
    if (!meet(habits, hour)) habits.hours[static_cast<std::size_t>(hour % 168)].add(1);
}

/// News of which nobody said when they came: somewhere between two polls.
void count_between(Habits& habits, TimePoint from, TimePoint to) {
    if (to - from > longest_spread || to <= from) return;
    const std::int64_t first = hour_of(from), last = hour_of(to);
    if (first == last) return count_hour(habits, first);
    // An hour that ended in between counts as a part, so that all of them together have one.
    for (std::int64_t hour = first; hour <= last; ++hour) {
        const TimePoint begin = std::max<TimePoint>(from, TimePoint(std::chrono::hours(hour)));
        const TimePoint end = std::min<TimePoint>(to, TimePoint(std::chrono::hours(hour + 1)));
        habits.hours[static_cast<std::size_t>(hour % 168)].add((end - begin) / HourCount(to - from));
    }
}

/// The time without news before this visit, as far as polls have seen that there were none.
void learn_gap(Habits& habits, TimePoint seen_quiet) {
    if (!habits.last_news || seen_quiet <= *habits.last_news) return;
    auto length = static_cast<float>(HourCount(seen_quiet - *habits.last_news).count());
    // It was out of order: that is not its way, but may become it when it goes on.
    if (silence(habits, seen_quiet)) {
        habits.longest_gap = std::max(habits.longest_gap, std::min(length, habits.longest_gap * 1.5f));
        return;
    }
    habits.longest_gap = std::max(habits.longest_gap, length);
    if (habits.weeks < 1) return;
    const auto news = static_cast<float>(expected_news(habits, *habits.last_news, seen_quiet));
    habits.gap_sum += news;
    habits.gap_squares += news * news;
}

void learn_news(Habits& habits, const Lesson& lesson) {
    const TimePoint from = lesson.previous.value_or(lesson.now);
    int undated = lesson.undated;
    std::set<std::int64_t> hours;
    for (TimePoint date : lesson.dated) {
        if (date > from - late && date <= lesson.now)
            hours.insert(hour_of(date));
        else
            ++undated;
    }
    for (std::int64_t hour : hours) count_hour(habits, hour);
    if (undated > 0 && hours.empty()) count_between(habits, lesson.previous ? from : lesson.now - 1min, lesson.now);
    habits.articles += static_cast<float>(lesson.dated.size()) + static_cast<float>(lesson.undated);
    habits.last_news = lesson.now;
}

void learn_answer(Habits& habits, const Lesson& lesson) {
    if (lesson.took) {
        const auto took = static_cast<float>(std::log(std::max<double>(2, static_cast<double>(lesson.took->count()))));
        habits.log_took = habits.log_took > 0 ? static_cast<float>(mean_after(habits.log_took, took, 0.1)) : took;
    }
    if (lesson.overlap) {
        const auto overlap = static_cast<float>(std::clamp(*lesson.overlap, 0.0, 1.0));
        habits.overlap = habits.overlap < 0 ? overlap : static_cast<float>(mean_after(habits.overlap, overlap, 0.1));
    }
}

void keep_bounds(Habits& habits) {
    for (float* number : {&habits.weeks, &habits.articles, &habits.gap_sum, &habits.gap_squares, &habits.longest_gap})
        *number = std::min(*number, Habits::greatest);
}

/// Times without news begin now: nothing is known of those before.
void begin(Habits& habits, TimePoint now) {
    habits.watched = habits.last_news = now;
}

/// After a long absence: how articles look is worth keeping.
void start_anew(Habits& habits) {
    Habits fresh;
    fresh.entries = habits.entries;
    fresh.pages = habits.pages;
    habits = fresh;
}

void take_out(Habits& habits, Duration outage) {
    if (outage <= Duration(0)) return;
    *habits.watched += outage;
    *habits.last_news += outage;
}

}  // namespace

void learn(Habits& habits, const Lesson& lesson) {
    const TimePoint now = lesson.now;
    const bool away = habits.watched && now - *habits.watched > longest_absence;
    if (away) start_anew(habits);
    const bool begins = !habits.watched || !habits.last_news;
    if (begins) begin(habits, now);
    take_out(habits, lesson.outage);
    forget(habits, now);
    if (now > *habits.watched) habits.weeks += static_cast<float>((now - *habits.watched) / HourCount(week));
    habits.watched = now;
    if (*habits.last_news > now) habits.last_news = now;  // a clock that was wrong
    for (const Traits& traits : lesson.traits)
        if (traits.of != Traits::Of::nothing)
            learn_looks(traits.of == Traits::Of::page ? habits.pages : habits.entries, traits, now);
    if (begins || (lesson.undated == 0 && lesson.dated.empty())) return;
    if (lesson.previous) learn_gap(habits, *lesson.previous);
    learn_news(habits, lesson);
    learn_answer(habits, lesson);
    keep_bounds(habits);
}

}  // namespace newsbus::habits
