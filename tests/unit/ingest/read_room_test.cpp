#include "ingest/read_room.h"

#include "async/task_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include <map>
#include <optional>
#include <string>

namespace newsbus::ingest {
namespace {

using testing::ElementsAre;

struct ReadRoomTest : testing::Test {
    asio::awaitable<void> come(std::string name, std::uint64_t body) {
        ReadRoom::Place place = co_await room.take(body);
        inside.push_back(name);
        places.emplace(std::move(name), std::move(place));
    }
    void arrive(std::string name, std::uint64_t body) {
        tasks.spawn(name, come(name, body));
        settle();
    }
    void leave(const std::string& name) {
        places.erase(name);
        std::erase(inside, name);
        settle();
    }
    void settle() {
        io.restart();
        io.poll();
    }

    asio::io_context io;
    Counters counters;
    Counter& gauge = counters.gauge("test", "test");
    ReadRoom room{io.get_executor(), gauge, [this](std::uint64_t bytes) {
                      charged += bytes;
                      return std::shared_ptr<void>(&charged, [this, bytes](void*) { charged -= bytes; });
                  }};
    TaskGroup tasks{io.get_executor()};
    std::uint64_t charged = 0;
    std::vector<std::string> inside;
    std::map<std::string, ReadRoom::Place> places;
};

constexpr std::uint64_t small = 64 << 10, large = 5 << 20;

TEST_F(ReadRoomTest, LetsSmallOnesInUntilTheirRoomIsFull) {
    for (int i = 0; i < 60; ++i) arrive("s" + std::to_string(i), small);
    EXPECT_EQ(inside.size(), ReadRoom::most_small / (10 * small));
    leave("s0");
    EXPECT_EQ(inside.back(), "s" + std::to_string(ReadRoom::most_small / (10 * small))) << "the oldest that waits";
    EXPECT_LE(counters.value("test"), static_cast<std::int64_t>(ReadRoom::most_small));
    for (int i = 0; i < 60; ++i) leave("s" + std::to_string(i));
    EXPECT_EQ(counters.value("test"), 0);
}

TEST_F(ReadRoomTest, ReadsLargeOnesOneAtATimeAndSmallOnesBesideThem) {
    arrive("archive", large);
    arrive("another", large);
    arrive("news", small);
    EXPECT_THAT(inside, ElementsAre("archive", "news"));
    leave("news");
    EXPECT_THAT(inside, ElementsAre("archive"));
    leave("archive");
    EXPECT_THAT(inside, ElementsAre("another"));
    leave("another");
}

TEST_F(ReadRoomTest, HasRoomForTheNextWhenOneHoldsLessThanItMight) {
    for (int i = 0; i < 60; ++i) arrive("s" + std::to_string(i), small);
    const std::size_t before = inside.size();
    places.at("s0").hold(small);
    places.at("s1").hold(2 * small);
    settle();
    EXPECT_EQ(inside.size(), before + 1) << "17 of 20 times its size";
    EXPECT_LE(counters.value("test"), static_cast<std::int64_t>(ReadRoom::most_small));
    places.at("s2").hold(100 << 20);
    EXPECT_GT(counters.value("test"), 100 << 20) << "what is held is held, whatever the bound";
    while (!inside.empty()) leave(inside.back());
    EXPECT_EQ(counters.value("test"), 0);
}

TEST_F(ReadRoomTest, ChargesWhatLargeOnesHold) {
    arrive("news", small);
    EXPECT_EQ(charged, 0u);
    arrive("archive", large);
    EXPECT_EQ(charged, 10 * large);
    places.at("archive").hold(3 * large);
    EXPECT_EQ(charged, 3 * large);
    places.at("archive").hold(0);
    EXPECT_EQ(charged, 0u);
    arrive("another", large);
    EXPECT_THAT(inside, ElementsAre("news", "archive")) << "still one at a time";
    leave("archive");
    EXPECT_THAT(inside, ElementsAre("news", "another"));
    leave("another");
    leave("news");
}

TEST_F(ReadRoomTest, LetsOneInThatIsLargerThanAllRoom) {
    arrive("huge", std::uint64_t(1) << 40);
    EXPECT_THAT(inside, ElementsAre("huge"));
    leave("huge");
}

TEST_F(ReadRoomTest, NeedsNoRoomForAnAnswerWithoutABody) {
    arrive("archive", large);
    arrive("unchanged", 0);
    EXPECT_THAT(inside, ElementsAre("archive", "unchanged"));
    places.clear();
    settle();
}

}  // namespace
}  // namespace newsbus::ingest
