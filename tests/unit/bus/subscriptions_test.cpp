#include "bus/subscriptions.h"

#include <gtest/gtest.h>

namespace newsbus::bus {
namespace {

constexpr std::size_t kib = 1024;

TEST(Subscriptions, AConnectionMayHaveSoMuchAndNoMore) {
    Subscriptions subscriptions;
    std::size_t had = 0;
    while (!subscriptions.change(7, true, 40)) ++had;
    EXPECT_GT(had, 4000U) << "a topic of each of some thousand sources";
    EXPECT_LT(had, 10000U);
    EXPECT_EQ(subscriptions.change(7, true, 40), 7);
}

TEST(Subscriptions, EmptyTopicsCountToo) {
    Subscriptions subscriptions;
    std::size_t had = 0;
    while (had < 1'000'000 && !subscriptions.change(7, true, 0)) ++had;
    EXPECT_LT(had, 100'000U);
}

TEST(Subscriptions, WhatIsTakenBackIsFreeAgain) {
    Subscriptions subscriptions;
    for (int i = 0; i < 10'000; ++i) {
        EXPECT_FALSE(subscriptions.change(7, true, 200 * kib));
        EXPECT_FALSE(subscriptions.change(7, false, 200 * kib));
    }
    EXPECT_EQ(subscriptions.bytes(), 0U);
}

TEST(Subscriptions, WhoHasMostGoesWhenAllHaveTooMuchTogether) {
    Subscriptions subscriptions;
    EXPECT_FALSE(subscriptions.change(1, true, 250 * kib));
    int last = 1;
    std::optional<int> greedy;
    while (!greedy) greedy = subscriptions.change(++last, true, 100 * kib);
    EXPECT_EQ(greedy, 1);
    EXPECT_EQ(last, 9);
    EXPECT_GT(subscriptions.forget(1), 250 * kib);
    EXPECT_FALSE(subscriptions.change(1, true, 100 * kib));
}

TEST(Subscriptions, WhatIsTakenBackByAConnectionThatCameAgainCountsNothing) {
    Subscriptions subscriptions;
    subscriptions.change(7, true, 10);
    subscriptions.forget(7);
    EXPECT_FALSE(subscriptions.change(7, false, 10));
    EXPECT_EQ(subscriptions.bytes(), 0U);
}

}  // namespace
}  // namespace newsbus::bus
