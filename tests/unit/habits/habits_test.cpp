#include "habits/habits.h"

#include "habits/learn.h"

#include <gtest/gtest.h>

#include <cmath>

namespace newsbus::habits {
namespace {

using namespace std::chrono_literals;

const TimePoint start(std::chrono::sys_days(std::chrono::year(2026) / 9 / 7));

/// Of a source that had news every hour for `days`, and pages.
Habits busy(int days) {
    Habits habits;
    Traits entry{.of = Traits::Of::entry, .headline = true, .date = true, .author = true, .image = true, .length = 900};
    Traits page = entry;
    page.of = Traits::Of::page;
    TimePoint last = start;
    for (TimePoint now = start; now < start + days * 24h; now += 30min) {
        Lesson lesson{.now = now, .previous = last, .begins = now == start, .took = 300ms, .overlap = 0.9};
        lesson.undated = 1;
        lesson.traits = {entry, page};
        learn(habits, lesson);
        last = now;
    }
    return habits;
}

TEST(Counter, AddsUpAndForgetsATenthInFourSteps) {
    Counter counter;
    for (int i = 0; i < 8; ++i) counter.add(1);
    EXPECT_NEAR(counter.value(), 8, 0.4);
    const double before = counter.value();
    counter.shrink(4);
    EXPECT_NEAR(counter.value(), before * 0.9, 1e-9);
    for (int i = 0; i < 100; ++i) counter.add(1);
    EXPECT_NEAR(counter.value(), 12.6, 0.5);
    counter.shrink(300);
    EXPECT_EQ(counter.value(), 0);
    Counter parts;
    for (int i = 0; i < 6; ++i) parts.add(1.0 / 6);
    EXPECT_NEAR(parts.value(), 1, 0.05);
}

TEST(Habits, AreTheSameAfterTheyWereStored) {
    for (int days : {0, 1, 20, 100}) {
        const Habits habits = days ? busy(days) : Habits();
        EXPECT_EQ(Habits::parse(habits.bytes()), habits) << days;
    }
    EXPECT_EQ(Habits().bytes(), "");
}

TEST(Habits, TakeFewBytesHoweverMuchIsKnown) {
    EXPECT_LE(busy(100).bytes().size(), Habits::most_bytes);
    EXPECT_LE(busy(1).bytes().size(), 250u);
}

TEST(Habits, BeginAnewWhenTheirBytesAreDamagedOrOfAnotherVersion) {
    const std::string good = busy(20).bytes();
    std::string other = good;
    other[0] = 77;
    EXPECT_EQ(Habits::parse(other), Habits());
    EXPECT_EQ(Habits::parse(good + "x"), Habits());
    EXPECT_EQ(Habits::parse(std::string(1000, '\1')), Habits());
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_EQ(Habits::parse(std::string_view(good).substr(0, size)), Habits()) << size;
}

}  // namespace
}  // namespace newsbus::habits
