#include "bus/subscriptions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

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
    EXPECT_EQ(subscriptions.change(7, true, topic(had + 1, 40)), 7U);
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
    std::uint64_t last = 1;
    std::optional<std::uint64_t> greedy;
    while (!greedy) greedy = subscriptions.change(++last, true, topic(1, 100 * kib));
    EXPECT_EQ(greedy, 1U);
    EXPECT_EQ(last, 9U);
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

TEST(Subscriptions, ATopicIsWantedWhenItBeginsWithOneThatWasAskedFor) {
    Subscriptions subscriptions;
    EXPECT_FALSE(subscriptions.wants(1, "article/"));
    for (const char* prefix : {"article/published/en/", "article/published/en/bbc-sport/", "article/updated/", "b"})
        subscriptions.change(1, true, prefix);
    EXPECT_TRUE(subscriptions.wants(1, "article/published/en/bbc/"));
    EXPECT_TRUE(subscriptions.wants(1, "article/published/en/bbc-world/"));
    EXPECT_TRUE(subscriptions.wants(1, "article/updated/de/x/"));
    EXPECT_TRUE(subscriptions.wants(1, "b"));
    EXPECT_FALSE(subscriptions.wants(1, "article/published/e"));
    EXPECT_FALSE(subscriptions.wants(1, "article/published/de/x/"));
    EXPECT_FALSE(subscriptions.wants(1, "a"));
    EXPECT_FALSE(subscriptions.wants(1, ""));
    EXPECT_FALSE(subscriptions.wants(2, "b")) << "another connection";
    subscriptions.change(2, true, "");
    EXPECT_TRUE(subscriptions.wants(2, ""));
    EXPECT_TRUE(subscriptions.wants(2, "\xff"));
}

TEST(Subscriptions, AmongManyPrefixesTheOneThatFitsIsFound) {
    Subscriptions subscriptions;
    std::vector<std::string> prefixes;
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b)
            for (int length = 1; length < 4; ++length)
                if ((a + b + length) % 2)
                    prefixes.push_back((std::to_string(a) + std::to_string(b) + "x").substr(0, length));
    for (const std::string& prefix : prefixes) subscriptions.change(1, true, prefix);
    for (int number = 0; number < 10'000; ++number) {
        const std::string text = std::to_string(number) + "x";
        const bool begins =
            std::ranges::any_of(prefixes, [&](const std::string& one) { return text.starts_with(one); });
        EXPECT_EQ(subscriptions.wants(1, text), begins) << text;
    }
}

}  // namespace
}  // namespace newsbus::bus
