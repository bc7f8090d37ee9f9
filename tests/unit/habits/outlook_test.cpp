#include "habits/outlook.h"

#include "habits/learn.h"

#include <gtest/gtest.h>

namespace newsbus::habits {
namespace {

using namespace std::chrono_literals;

const TimePoint start(std::chrono::sys_days(std::chrono::year(2026) / 9 / 7));  // a Monday

/// A source that is polled every half hour and posts two articles in each hour that `posts` names, for that many weeks.
template <class Posts>
Habits after(int weeks, Posts posts) {
    Habits habits;
    learn(habits, {.now = start, .begins = true});
    for (TimePoint now = start + 30min; now <= start + weeks * 168h; now += 30min) {
        const auto hour = std::chrono::floor<std::chrono::hours>(now - 15min);
        const auto day = std::chrono::floor<std::chrono::days>(hour);
        if (now != hour + 30min || !posts(std::chrono::weekday(day), int((hour - day) / 1h))) continue;
        learn(habits, {.now = now, .previous = now - 30min, .took = 200ms, .overlap = 0.8, .dated = {now - 1min, now}});
    }
    return habits;
}

bool in_office(std::chrono::weekday day, int hour) {
    return day.iso_encoding() <= 5 && hour >= 8 && hour < 18;
}

TEST(Outlook, ExpectsWhatUsuallyCameAtThatHourOfTheWeek) {
    const Habits habits = after(6, in_office);
    const TimePoint monday = start + 6 * 168h;
    EXPECT_NEAR(expected_articles(habits, monday, monday + 24h), 20, 2);
    EXPECT_NEAR(expected_articles(habits, monday + 5 * 24h, monday + 7 * 24h), 0, 0.1);
    EXPECT_NEAR(expected_articles(habits, monday, monday + 3 * 168h), 300, 25);
    EXPECT_NEAR(articles_a_day(habits), 100.0 / 7, 1.5);
}

TEST(Outlook, KnowsHowLongItTakesUntilTheNextArticle) {
    const Habits habits = after(6, in_office);
    const TimePoint monday = start + 6 * 168h;
    EXPECT_LT(*expected_gap(habits, monday + 9h), 1h);
    EXPECT_GT(*expected_gap(habits, monday + 4 * 24h + 20h), 59h);  // on Friday evening
    EXPECT_LT(*expected_gap(habits, monday + 4 * 24h + 20h), 62h);
}

TEST(Outlook, SaysNothingOfASourceThatIsHardlyKnown) {
    const Habits habits = after(1, in_office);
    EXPECT_EQ(expected_gap(habits, start), std::nullopt);
    EXPECT_EQ(expected_articles(habits, start, start + 99h), 0);
    EXPECT_EQ(silence(habits, start + 9999h), std::nullopt);
    EXPECT_EQ(usual_overlap(Habits()), std::nullopt);
    EXPECT_EQ(usual_time(Habits()), std::nullopt);
}

TEST(Outlook, KnowsHowLongAnswersTakeAndHowMuchOfThemIsKnown) {
    const Habits habits = after(2, in_office);
    EXPECT_NEAR(double(usual_time(habits)->count()), 200, 2);
    EXPECT_NEAR(*usual_overlap(habits), 0.8, 0.01);
}

TEST(Silence, IsNoneAtNightAndOnWeekendsWhenNothingEverComes) {
    const Habits habits = after(6, in_office);
    const TimePoint friday_evening = *habits.last_news;
    EXPECT_EQ(silence(habits, friday_evening + 62h), std::nullopt);
    EXPECT_EQ(silence(habits, friday_evening + 86h), std::nullopt);  // and Monday is a holiday
    const auto silent = silence(habits, friday_evening + 7 * 24h);
    ASSERT_TRUE(silent);
    EXPECT_EQ(silent->since, friday_evening);
    EXPECT_NEAR(silent->articles, 100, 10);
}

TEST(Silence, OfAnAgencyIsFoundWithinADay) {
    const Habits habits = after(6, [](auto, int) { return true; });
    EXPECT_EQ(silence(habits, *habits.last_news + 5h), std::nullopt);
    EXPECT_TRUE(silence(habits, *habits.last_news + 24h));
}

TEST(Silence, OfAColumnTakesMoreThanAMissingOne) {
    const Habits habits =
        after(20, [](std::chrono::weekday day, int hour) { return day == std::chrono::Tuesday && hour == 9; });
    EXPECT_EQ(silence(habits, *habits.last_news + 2 * 168h), std::nullopt);
    EXPECT_TRUE(silence(habits, *habits.last_news + 13 * 168h));
}

}  // namespace
}  // namespace newsbus::habits
