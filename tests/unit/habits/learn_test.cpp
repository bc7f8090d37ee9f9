#include "habits/learn.h"

#include "habits/outlook.h"

#include <gtest/gtest.h>

#include <numeric>

namespace newsbus::habits {
namespace {

using namespace std::chrono_literals;

const TimePoint start(std::chrono::sys_days(std::chrono::year(2026) / 9 / 10));  // a Thursday, where weeks begin here

double counted(const Habits& habits) {
    return std::accumulate(habits.hours.begin(), habits.hours.end(), 0.0,
                           [](double sum, const Counter& hour) { return sum + hour.value(); });
}

Habits begun() {
    Habits habits;
    learn(habits, {.now = start, .begins = true, .undated = 30});
    return habits;
}

TEST(Learn, CountsNothingOfTheFirstPollWhichBringsOldNews) {
    const Habits habits = begun();
    EXPECT_EQ(counted(habits), 0);
    EXPECT_EQ(habits.articles, 0);
    EXPECT_EQ(habits.last_news, start);
}

TEST(Learn, CountsAnArticleInTheHourInWhichItWasPublished) {
    Habits habits = begun();
    learn(habits, {.now = start + 6h, .previous = start, .dated = {start + 90min, start + 95min, start + 5h}});
    EXPECT_NEAR(habits.hours[1].value(), 1, 0.05);
    EXPECT_NEAR(habits.hours[5].value(), 1, 0.05);
    EXPECT_NEAR(counted(habits), 2, 0.1);
    EXPECT_EQ(habits.articles, 3);
}

TEST(Learn, CountsAnHourOnceHoweverManyPollsFindSomethingInIt) {
    Habits habits = begun();
    for (auto minute = 5min; minute < 60min; minute += 5min)
        learn(habits, {.now = start + 3h + minute, .previous = start + 3h + minute - 5min, .undated = 2});
    learn(habits, {.now = start + 4h + 5min, .previous = start + 4h, .dated = {start + 3h + 59min}});
    EXPECT_NEAR(counted(habits), 1, 0.05);
}

TEST(Learn, SpreadsOverTheTimeBetweenTwoPollsWhatHasNoPlausibleDate) {
    const std::vector<TimePoint> years_ago{start - 9000h}, tomorrow{start + 30h};
    for (const Lesson& lesson : {Lesson{.now = start + 4h, .previous = start, .undated = 9},
                                 Lesson{.now = start + 4h, .previous = start, .dated = years_ago},
                                 Lesson{.now = start + 4h, .previous = start, .dated = tomorrow}}) {
        Habits habits = begun();
        learn(habits, lesson);
        EXPECT_NEAR(counted(habits), 1, 0.1);
        for (std::size_t hour = 0; hour < 4; ++hour) EXPECT_NEAR(habits.hours[hour].value(), 0.25, 0.02);
    }
}

TEST(Learn, KnowsNoHourOfWhatCameWhileNobodyPolled) {
    Habits habits = begun();
    learn(habits, {.now = start + 60h, .previous = start, .undated = 9});
    EXPECT_EQ(counted(habits), 0);
    EXPECT_EQ(habits.last_news, start + 60h);
}

TEST(Learn, TakesTheTimeOfAnOutageForNoSilence) {
    Habits habits = begun();
    learn(habits, {.now = start + 100h, .previous = start, .outage = 100h});
    EXPECT_EQ(habits.last_news, start + 100h);
    EXPECT_EQ(habits.weeks, 0);
}

TEST(Learn, RemembersTheLongestTimeWithoutNewsAsFarAsPollsSawIt) {
    Habits habits = begun();
    learn(habits, {.now = start + 50h, .previous = start + 20h, .undated = 1});
    EXPECT_FLOAT_EQ(habits.longest_gap, 20);
    learn(habits, {.now = start + 51h, .previous = start + 50h, .undated = 1});
    EXPECT_FLOAT_EQ(habits.longest_gap, 20);
}

TEST(Learn, KeepsNewerWeeksInMindLongerThanOlderOnes) {
    Habits habits = begun();
    TimePoint last = start;
    auto live = [&](int weeks, int hour) {
        for (const TimePoint end = last + weeks * 168h; last < end; last += 24h)
            for (int i = 0; i < 12; ++i)
                learn(habits, {.now = last + std::chrono::hours(hour + i) + 30min,
                               .previous = last + std::chrono::hours(hour + i),
                               .undated = 1});
    };
    live(10, 0);
    const double before = habits.hours[5].value();
    live(10, 12);
    EXPECT_NEAR(habits.hours[17].value(), before, 0.5);
    EXPECT_NEAR(habits.hours[5].value(), before * 0.35, 0.3);
    EXPECT_LE(habits.weeks, 10.5f);
}

TEST(Learn, BeginsAnewAfterALongAbsenceButKeepsHowArticlesLook) {
    Habits habits = begun();
    learn(habits, {.now = start + 1h, .previous = start, .undated = 1, .traits = {{.of = Traits::Of::entry}}});
    learn(habits, {.now = start + 4000h, .previous = start + 1h, .undated = 1});
    EXPECT_EQ(counted(habits), 0);
    EXPECT_EQ(habits.last_news, start + 4000h);
    EXPECT_EQ(habits.entries.seen, 1);
}

TEST(Learn, SurvivesAClockThatGoesBack) {
    Habits habits = begun();
    learn(habits, {.now = start - 48h, .previous = start, .undated = 1});
    EXPECT_EQ(habits.last_news, start - 48h);
    learn(habits, {.now = TimePoint(), .previous = start, .dated = {TimePoint() - 5h}});
    EXPECT_EQ(habits.weeks, 0);
}

// How articles look

class LooksTest : public testing::Test {
protected:
    void see(int articles, const Traits& traits, Duration apart = 40min) {
        for (int i = 0; i < articles; ++i) learn_looks(habits.entries, traits, now += apart);
    }
    const Traits usual{.of = Traits::Of::entry, .headline = true, .date = true, .author = true, .length = 3000};
    Habits habits;
    TimePoint now = start;
};

TEST_F(LooksTest, MissWhatWasThereInAllArticlesAfterAFew) {
    see(40, usual);
    Traits without = usual;
    without.date = false;
    see(3, without);
    EXPECT_TRUE(lost_fields(habits).empty());
    see(6, without);
    ASSERT_EQ(lost_fields(habits).size(), 1u);
    const Lost lost = lost_fields(habits)[0];
    EXPECT_EQ(lost.field, Field::date);
    EXPECT_EQ(lost.recent, 0);
    EXPECT_GT(lost.share, 0.97);
    see(12, usual);
    EXPECT_TRUE(lost_fields(habits).empty());
}

TEST_F(LooksTest, NoticeTextsThatBecameFarShorter) {
    see(40, usual);
    Traits teaser = usual;
    teaser.length = 300;
    see(10, teaser);
    ASSERT_EQ(lost_fields(habits).size(), 1u);
    EXPECT_EQ(lost_fields(habits)[0].field, Field::whole);
}

TEST_F(LooksTest, TakeTheArticlesOfOneHourForOneBatch) {
    see(40, usual);
    Traits without = usual;
    without.date = false;
    see(50, without, 1min);
    EXPECT_TRUE(lost_fields(habits).empty());
}

TEST_F(LooksTest, MissNothingThatWasThereNowAndThen) {
    for (int i = 0; i < 30; ++i) {
        Traits without = usual;
        without.author = false;
        see(2, usual);
        see(1, without);
    }
    Traits without = usual;
    without.author = false;
    see(30, without);
    EXPECT_TRUE(lost_fields(habits).empty());
}

TEST_F(LooksTest, TakeWhatStaysLostForTheWayOfTheSource) {
    see(40, usual);
    Traits without = usual;
    without.date = false;
    without.length = 200;
    see(30, without, 3h);
    EXPECT_EQ(lost_fields(habits).size(), 2u);
    see(60, without, 6h);
    EXPECT_TRUE(lost_fields(habits).empty());
    see(60, without, 6h);
    EXPECT_TRUE(lost_fields(habits).empty());
}

TEST_F(LooksTest, SayNothingOfAnArticleBehindAWall) {
    see(40, usual);
    see(10, refused_page());
    ASSERT_EQ(lost_fields(habits).size(), 1u);
    EXPECT_EQ(lost_fields(habits)[0].field, Field::shown);
}

}  // namespace
}  // namespace newsbus::habits
