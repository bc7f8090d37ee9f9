#include "ingest/traffic.h"

#include "base/heap_measure.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const std::chrono::sys_days today = std::chrono::year(2026) / 11 / 22;

struct TestClock final : Clock {
    TimePoint now() const override { return time; }
    TimePoint time = TimePoint(today) + 23h;
};

struct TrafficTest : testing::Test {
    std::vector<HostTraffic> all() {
        std::vector<HostTraffic> rows = traffic.take();
        std::ranges::sort(rows, {}, [](const HostTraffic& row) { return std::tie(row.day, row.host); });
        return rows;
    }
    TrafficCounts one(const http::Attempt& attempt) {
        traffic.add("a.example", attempt);
        return all().at(0).counts;
    }

    TestClock clock;
    Traffic traffic{clock, 3};
};

TEST_F(TrafficTest, CountsAnswersByWhatTheyMean) {
    EXPECT_EQ(one({.status = 200, .bytes = 70}), (TrafficCounts{1, 0, 0, 0, 70}));
    EXPECT_EQ(one({.status = 304}), (TrafficCounts{1, 1, 0, 0, 0}));
    EXPECT_EQ(one({.status = 301}), (TrafficCounts{1, 0, 0, 0, 0}));
    EXPECT_EQ(one({.status = 404}), (TrafficCounts{1, 0, 1, 0, 0}));
    EXPECT_EQ(one({.status = 503}), (TrafficCounts{1, 0, 1, 0, 0}));
    EXPECT_EQ(one({.status = 503, .retry_after = true}), (TrafficCounts{1, 0, 1, 1, 0}));
    EXPECT_EQ(one({.status = 429}), (TrafficCounts{1, 0, 1, 1, 0}));
    EXPECT_EQ(one({.bytes = 9}), (TrafficCounts{1, 0, 1, 0, 9})) << "no whole answer";
    EXPECT_EQ(one({.given_up = true, .bytes = 9}), (TrafficCounts{1, 0, 0, 0, 9})) << "we ended it";
}

TEST_F(TrafficTest, AddsUpByHostAndDay) {
    traffic.add("a.example", {.status = 200, .bytes = 1});
    traffic.add("b.example", {.status = 200, .bytes = 2});
    traffic.add("a.example", {.status = 200, .bytes = 4});
    clock.time += 1h;
    traffic.add("a.example", {.status = 304});
    EXPECT_THAT(all(), ElementsAre(HostTraffic{today, "a.example", {2, 0, 0, 0, 5}},
                                   HostTraffic{today, "b.example", {1, 0, 0, 0, 2}},
                                   HostTraffic{today + std::chrono::days(1), "a.example", {1, 1, 0, 0, 0}}));
    EXPECT_THAT(all(), IsEmpty()) << "what was taken is gone";
}

TEST_F(TrafficTest, CountsAgainWhatCouldNotBeStored) {
    traffic.add("a", {.status = 200});
    std::vector<HostTraffic> taken = traffic.take();
    traffic.add("a", {.status = 304});
    traffic.give_back(taken);
    EXPECT_THAT(all(), ElementsAre(HostTraffic{today, "a", {2, 1, 0, 0, 0}}));
}

TEST_F(TrafficTest, CountsHostsBeyondTheBoundTogether) {
    for (const char* host : {"a", "b", "c", "d", "e", "a"}) traffic.add(host, {.status = 200});
    EXPECT_THAT(all(),
                ElementsAre(HostTraffic{today, "(others)", {2, 0, 0, 0, 0}}, HostTraffic{today, "a", {2, 0, 0, 0, 0}},
                            HostTraffic{today, "b", {1, 0, 0, 0, 0}}, HostTraffic{today, "c", {1, 0, 0, 0, 0}}));
}

TEST_F(TrafficTest, TakesNoMemoryForAHostThatItKnows) {
    const std::string host = "a-name-that-fits-into-no-short-string.example";
    traffic.add(host, {.status = 304});
    const HeapMeasure heap;
    for (int i = 0; i < 1000; ++i) traffic.add(host, {.status = 304});
    EXPECT_EQ(heap.bytes(), 0u);
    EXPECT_EQ(all().at(0).counts.unchanged, 1001);
}

}  // namespace
}  // namespace newsbus::ingest
