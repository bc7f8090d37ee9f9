#include "source/robots_memory.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::source {
namespace {

using namespace std::chrono_literals;

const TimePoint t0(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));

RobotsMemory full() {
    RobotsMemory memory;
    memory.answered = t0;
    memory.robots = read_robots(
        "User-agent: *\nDisallow: /a b*$\nAllow: /a/\nCrawl-delay: 2.5\nContent-Signal: /x ai-train=no, search=yes\n"
        "Content-Signal: ai-input=no\nLicense: /license.xml\n");
    memory.failures = 3;
    memory.why = "connect: refused";
    memory.next = t0 + 4min;
    memory.failed = t0 + 3min;
    return memory;
}

TEST(RobotsMemory, ComesBackAsItWasStored) {
    EXPECT_EQ(RobotsMemory::parse(full().str()), full());
    EXPECT_EQ(RobotsMemory::parse(RobotsMemory().str()), RobotsMemory());
}

TEST(RobotsMemory, KnowsNothingOfWhatItCannotRead) {
    for (const char* text : {"", "robots 2\nanswered 1\n", "nonsense", "\n\n"})
        EXPECT_EQ(RobotsMemory::parse(text), RobotsMemory()) << text;
    EXPECT_EQ(RobotsMemory::parse("robots 1\nanswered x\nwhat ever\n\nfailures -5\n").failures, 0);
}

TEST(RobotsMemory, FitsIntoTheStoreWhateverTheDocument) {
    std::string document = "User-agent: *\n";
    for (int i = 0; i < 20'000; ++i) document += "Disallow: /" + std::to_string(i) + "\n";
    for (int i = 0; i < 100; ++i) document += "Content-Signal: /" + std::string(200, 'a') + " b=c\n";
    document += "License: " + std::string(2000, 'l') + "\n";
    RobotsMemory memory{t0, read_robots(document), 1, std::string(9000, 'w'), t0, t0};
    EXPECT_LT(memory.str().size(), 64u << 10);
    memory.robots = read_robots("User-agent: *\nDisallow: /" + std::string(400'000, 'a') + "\n");
    EXPECT_LT(memory.str().size(), 64u << 10);
}

TEST(RobotsMemory, HoldsForADayAndIsDueAfterHalf) {
    RobotsMemory memory;
    EXPECT_FALSE(memory.holds(t0));
    EXPECT_TRUE(memory.is_due(t0));
    memory.answered = t0;
    EXPECT_FALSE(memory.is_due(t0));
    EXPECT_FALSE(memory.is_due(t0 + 12h - 1s));
    EXPECT_TRUE(memory.is_due(t0 + 12h));
    EXPECT_TRUE(memory.holds(t0 + 24h - 1s));
    EXPECT_FALSE(memory.holds(t0 + 24h));
}

TEST(RobotsMemory, IsNotAskedForAgainBeforeItMayBe) {
    RobotsMemory memory;
    memory.failures = 1;
    memory.next = t0 + 1min;
    EXPECT_FALSE(memory.is_due(t0));
    EXPECT_TRUE(memory.is_due(t0 + 1min));
}

TEST(RobotsMemory, DoubtsTimesThatAClockWhichWasWrongHasSet) {
    RobotsMemory memory;
    memory.answered = t0 + 48h;
    EXPECT_FALSE(memory.holds(t0));
    EXPECT_TRUE(memory.is_due(t0));
    memory.answered.reset();
    memory.failures = 1;
    memory.failed = t0 + 48h;  // it was set back by two days
    memory.next = memory.failed + 1min;
    EXPECT_TRUE(memory.is_due(t0));
    EXPECT_FALSE(memory.is_due(memory.failed));
    memory.failed = t0;
    memory.next = t0 + 24h * 365;
    EXPECT_TRUE(memory.is_due(t0));
}

}  // namespace
}  // namespace newsbus::source
