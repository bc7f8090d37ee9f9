#include "bus/subscriptions.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::bus {
namespace {

constexpr std::size_t kib = 1024;

std::string topic(std::size_t number, std::size_t size) {
    std::string text = std::to_string(number);
    text.resize(size, '/');
    return text;
}

TEST(Subscriptions, AConnectionMayHaveSoMuchAndNoMore) {
    Subscriptions subscriptions;
    std::size_t had = 0;
    while (!subscriptions.change(7, true, topic(had, 40))) ++had;
    EXPECT_GT(had, 4000U) << "a topic of each of some thousand sources";
    EXPECT_LT(had, 10000U);
    EXPECT_EQ(subscriptions.change(7, true, topic(had + 1, 40)), 7);
}

TEST(Subscriptions, ShortTopicsCountToo) {
    Subscriptions subscriptions;
    EXPECT_FALSE(subscriptions.change(7, true, ""));
    EXPECT_GT(subscriptions.bytes(), 0U);
    std::size_t had = 0;
    while (had < 1'000'000 && !subscriptions.change(7, true, topic(had, 6))) ++had;
    EXPECT_LT(had, 100'000U);
}

TEST(Subscriptions, ATopicOfAConnectionCountsOnceAsInTheLibrary) {
    Subscriptions subscriptions;
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(subscriptions.change(7, true, topic(1, 100 * kib)));
    EXPECT_FALSE(subscriptions.change(8, true, topic(1, 100 * kib)));
    EXPECT_GT(subscriptions.bytes(), 200 * kib);
    EXPECT_LT(subscriptions.bytes(), 201 * kib);
    subscriptions.change(7, false, topic(1, 100 * kib));
    subscriptions.change(8, false, topic(1, 100 * kib));
    EXPECT_EQ(subscriptions.bytes(), 0U);
}

TEST(Subscriptions, WhatIsTakenBackIsFreeAgain) {
    Subscriptions subscriptions;
    for (std::size_t i = 0; i < 10'000; ++i) {
        EXPECT_FALSE(subscriptions.change(7, true, topic(i, 200 * kib)));
        EXPECT_FALSE(subscriptions.change(7, false, topic(i, 200 * kib)));
    }
    EXPECT_EQ(subscriptions.bytes(), 0U);
}

TEST(Subscriptions, TakingBackWhatNeverWasFreesNothing) {
    Subscriptions subscriptions;
    std::size_t had = 0;
    while (had < 1'000'000 && !subscriptions.change(7, true, topic(had, 40)))
        subscriptions.change(7, false, topic(1'000'000 + had++, 40));
    EXPECT_LT(had, 10000U);
}

TEST(Subscriptions, WhoHasMostGoesWhenAllHaveTooMuchTogether) {
    Subscriptions subscriptions;
    EXPECT_FALSE(subscriptions.change(1, true, topic(1, 250 * kib)));
    int last = 1;
    std::optional<int> greedy;
    while (!greedy) greedy = subscriptions.change(++last, true, topic(1, 100 * kib));
    EXPECT_EQ(greedy, 1);
    EXPECT_EQ(last, 9);
    EXPECT_GT(subscriptions.forget(1), 250 * kib);
    EXPECT_FALSE(subscriptions.change(1, true, topic(1, 100 * kib)));
}

TEST(Subscriptions, WhatIsTakenBackByAConnectionThatCameAgainCountsNothing) {
    Subscriptions subscriptions;
    subscriptions.change(7, true, topic(1, 10));
    subscriptions.forget(7);
    EXPECT_FALSE(subscriptions.change(7, false, topic(1, 10)));
    EXPECT_EQ(subscriptions.bytes(), 0U);
}

}  // namespace
}  // namespace newsbus::bus
