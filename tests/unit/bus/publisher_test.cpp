#include "bus/publisher.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/folder.h"
#include "tests/unit/bus/raw_peer.h"

namespace newsbus::bus {
namespace {

using namespace std::chrono_literals;

/// A SUB socket as bytes, which subscribes to everything and reads only what it is told to.
class RawSubscriber : public RawPeer {
public:
    explicit RawSubscriber(const std::string& file, std::string_view topic = "") : RawPeer(file, "SUB") {
        std::string subscription;
        zeromq::append_zmtp_message(subscription, {std::string("\1").append(topic)});
        send(subscription);
    }
};

/// A publisher, driven by hand: it is always told what time it is.
struct Stage {
    test::Folder folder;
    std::string file = folder / "bus";
    Counters counters;
    Patience patience{200ms, 1 << 20, 0};
    SteadyTime now{1h};
    std::unique_ptr<Publisher> publisher;
    Seq last = 0;

    explicit Stage(std::size_t mark = 1000) {
        patience.high_water_mark = mark;
        publisher = std::move(*Publisher::open({"ipc://" + file}, counters));
    }
    void turn(Duration pause = 0ms) {
        now += pause;
        publisher->turn(now, patience);
        publisher->turn(now, patience);  // ends who was to be ended
    }
    /// Sends so many messages; returns how many were taken.
    std::size_t send(std::size_t count, std::size_t bytes = 1000) {
        std::vector<OutboxEntry> entries(count);
        for (OutboxEntry& entry : entries) {
            entry.seq = ++last;
            entry.topic = "t/";
            entry.body.assign(bytes, 'x');
        }
        const std::size_t taken = publisher->send(entries).count;
        last -= count - taken;
        turn();
        return taken;
    }
    std::int64_t value(const char* counter) { return counters.value(counter); }
};

/// More than the system keeps for a connection that takes nothing.
constexpr std::size_t flood = 1000;

TEST(Publisher, AMessageOfEndlessFramesEndsItsSenderAndCostsNothing) {
    Stage stage;
    RawSubscriber hostile(stage.file), honest(stage.file);
    stage.turn();
    std::string frames;
    for (int i = 0; i < 2000; ++i) frames += std::string("\1\1\1", 3);
    for (int i = 0; i < 10 && hostile.send(frames); ++i) stage.turn();
    hostile.read(1 << 20);
    EXPECT_TRUE(hostile.is_ended());
    EXPECT_FALSE(honest.is_ended());
    EXPECT_LT(stage.publisher->bytes(), 10'000U);
    EXPECT_EQ(stage.value("newsbus_subscribers"), 1);
}

TEST(Publisher, OthersWaitAGraceForAFullQueueThenItMissesUntilHalfOfItIsTaken) {
    Stage stage(400);
    stage.patience.queue_memory = 64 << 20;
    RawSubscriber stalled(stage.file);
    stage.turn();
    while (stage.publisher->has_room()) stage.send(100, 2000);
    EXPECT_EQ(stage.value("newsbus_bus_waits_total"), 1);
    EXPECT_EQ(stage.publisher->due(), stage.now + 200ms);
    stage.turn(199ms);
    EXPECT_FALSE(stage.publisher->has_room());
    stage.turn(1ms);
    EXPECT_TRUE(stage.publisher->has_room());
    EXPECT_EQ(stage.value("newsbus_bus_lossy_sends_total"), 0);
    EXPECT_EQ(stage.send(100'000, 10), 100'000U) << "it costs nobody anything while it does not take half";
    EXPECT_EQ(stage.value("newsbus_bus_lossy_sends_total"), 100'000);

    const Seq missed_until = stage.last;
    for (int i = 0; i < 1000 && stage.publisher->is_behind(); ++i) {
        stalled.read(1 << 20);
        stage.turn(1ms);
    }
    stage.send(1);
    stalled.read(1 << 20);
    EXPECT_EQ(stalled.count(message::wire_seq(missed_until)), 0U);
    EXPECT_EQ(stalled.count(message::wire_seq(missed_until + 1)), 1U);
}

TEST(Publisher, WhoHasTakenNothingForAGraceIsNotWaitedFor) {
    Stage stage(400);
    stage.patience.queue_memory = 64 << 20;
    RawSubscriber stalled(stage.file);
    stage.turn();
    stage.send(300, 2000);
    stage.turn(1s);
    EXPECT_EQ(stage.send(300, 2000), 300U);
    EXPECT_EQ(stage.value("newsbus_bus_waits_total"), 0);
    EXPECT_GT(stage.value("newsbus_bus_lossy_sends_total"), 0);
    EXPECT_LE(stage.value("newsbus_bus_lossy_sends_total"), 200) << "the first 400 were queued";
}

TEST(Publisher, QueuesThatFillOneAfterAnotherCostOneGrace) {
    Stage stage(400);
    stage.patience.queue_memory = 64 << 20;
    std::vector<std::unique_ptr<RawSubscriber>> stalled;
    for (int i = 0; i < 20; ++i) {
        stalled.push_back(std::make_unique<RawSubscriber>(stage.file));
        stage.turn();
        stage.send(1, 2000);
    }
    Duration waited{0};
    for (int sent = 0; sent < 2000;) {
        if (stage.publisher->has_room()) {
            sent += static_cast<int>(stage.send(1, 2000));
        } else {
            stage.turn(10ms);
            waited += 10ms;
        }
    }
    EXPECT_LE(waited, 200ms);
    for (const auto& one : stalled) {
        while (one->read(1 << 20) > 0) stage.turn();
        EXPECT_LT(one->count("\"sequence\""), 1000U);
    }
}

TEST(Publisher, TheMarkOfQueuesMayChangeAtAnyTime) {
    Stage stage(1000);
    RawSubscriber stalled(stage.file);
    stage.turn();
    while (!stage.publisher->is_behind()) stage.send(1);
    EXPECT_EQ(stage.send(500), 500U);
    stage.patience.high_water_mark = 100;
    stage.turn();
    EXPECT_EQ(stage.send(1), 0U);
    stage.patience.high_water_mark = 2000;
    stage.turn(1ms);
    EXPECT_EQ(stage.send(1), 1U);
}

TEST(Publisher, WhenAllHoldTooMuchWhoIsFurthestBehindIsEndedAndNotWhoPausedLast) {
    Stage stage;
    RawSubscriber trickles(stage.file), pauses(stage.file);
    stage.turn();
    const auto honest_reads = [&] {
        while (pauses.read(1 << 20) > 0) stage.turn();
    };
    while (stage.publisher->bytes() < (512 << 10)) {
        stage.send(10);
        honest_reads();
    }
    EXPECT_GT(pauses.count("t/"), 0U);
    for (int i = 0; i < 1000 && stage.value("newsbus_subscribers_ended_total") == 0; ++i) {
        stage.send(10);
        trickles.read(1);
        stage.turn(50ms);
    }
    EXPECT_TRUE(stage.publisher->has_room());
    EXPECT_EQ(stage.value("newsbus_subscribers_ended_total"), 1);
    EXPECT_FALSE(pauses.is_ended());
    for (int i = 0; i < 1000 && trickles.read(1 << 20) >= 0; ++i) {
    }
    EXPECT_TRUE(trickles.is_ended());
    honest_reads();
    EXPECT_EQ(pauses.count("\"sequence\""), stage.last) << "it lost nothing";
}

TEST(Publisher, ThePlacesOfAQueueCountAsMemory) {
    Stage stage(4000);
    std::vector<std::unique_ptr<RawSubscriber>> stalled;
    for (int i = 0; i < 50; ++i) stalled.push_back(std::make_unique<RawSubscriber>(stage.file));
    stage.turn();
    for (int i = 0; i < 100; ++i) {
        stage.send(100, 1);
        EXPECT_LE(stage.publisher->bytes(), stage.patience.queue_memory);
        stage.turn(100ms);
    }
    EXPECT_GT(stage.value("newsbus_subscribers_ended_total"), 0);
}

TEST(Publisher, WhatWasKeptForOneThatLeavesIsGivenBack) {
    Stage stage;
    {
        RawSubscriber stalled(stage.file);
        stage.turn();
        stage.send(flood);
        EXPECT_GT(stage.publisher->bytes(), 500U << 10);
    }
    stage.turn();
    EXPECT_EQ(stage.publisher->bytes(), 0U);
    EXPECT_EQ(stage.value("newsbus_subscribers"), 0);
}

TEST(Publisher, AnAnnouncementWaitsForNobody) {
    Stage stage(10);
    stage.patience.queue_memory = 64 << 20;
    RawSubscriber stalled(stage.file), other(stage.file, "h/");
    stage.turn();
    while (stage.publisher->has_room()) stage.send(10, 100'000);
    stage.publisher->announce({"h/", "{}", "{}"});
    stage.turn();
    other.read(1 << 20);
    EXPECT_EQ(other.count("h/"), 1U);
}

TEST(Publisher, AnAnnouncementReachesWhoHasTakenEverythingHoweverMuchOthersHold) {
    Stage stage;
    RawSubscriber stalled(stage.file), other(stage.file, "h/");
    stage.turn();
    while (stage.publisher->has_room()) stage.send(10, 20'000);
    const std::size_t before = stage.publisher->bytes();
    for (int i = 0; i < 3; ++i) {
        stage.publisher->announce({"h/", "{}", std::string(200'000, 'x')});
        stage.turn();
        for (int turns = 0; turns < 100 && stage.publisher->bytes() > before; ++turns) {
            other.read(1 << 20);
            stage.turn();
        }
    }
    other.read(1 << 20);
    EXPECT_EQ(other.count("h/"), 3U);
    EXPECT_LE(stage.publisher->bytes(), before);
}

TEST(Publisher, APongDoesNotWaitBehindMessages) {
    Stage stage;
    RawSubscriber slow(stage.file);
    stage.turn();
    stage.send(flood);
    ASSERT_TRUE(stage.publisher->is_behind());
    ASSERT_TRUE(slow.send(std::string("\4\xb\4PING\0\1abcd", 13)));
    stage.turn();
    const std::string pong("\4\x9\4PONGabcd", 11);
    while (slow.count(pong) == 0 && slow.read(4096) >= 0) stage.turn(1ms);
    EXPECT_EQ(slow.count(pong), 1U);
    EXPECT_TRUE(stage.publisher->is_behind()) << "messages wait behind it";
}

TEST(Publisher, NoMoreIsReadOfAPeerAtATimeThanAnHonestOneSends) {
    Stage stage;
    RawSubscriber hostile(stage.file, "none/");
    std::string subscriptions;  // of 6 bytes, that count as 22: 8,000 of them are fewer than it may have
    for (int i = 10'000; i < 18'000; ++i) subscriptions += std::string("\0\6\1", 3) + std::to_string(i);
    ASSERT_TRUE(hostile.send(subscriptions));
    const auto wants = [&](int number) {
        const std::int64_t before = static_cast<std::int64_t>(stage.publisher->bytes());
        stage.publisher->announce({std::to_string(number), "{}", "{}"});
        return static_cast<std::int64_t>(stage.publisher->bytes()) > before;
    };
    for (int i = 0; i < 100; ++i) stage.turn();
    EXPECT_TRUE(wants(11'900));
    EXPECT_FALSE(wants(12'100));
    stage.turn(100ms);
    for (int i = 0; i < 100; ++i) stage.turn();
    EXPECT_TRUE(wants(13'900));
    EXPECT_FALSE(wants(14'100));
    for (int i = 0; i < 50; ++i) stage.turn(100ms);
    EXPECT_TRUE(wants(17'999));
}

TEST(Publisher, WhoWasSilentForLongHasItsTimeForAMessageThatComesInPieces) {
    Stage stage;
    RawSubscriber slow(stage.file);
    for (int i = 0; i < 60; ++i) stage.turn(1s);
    ASSERT_TRUE(slow.send(std::string("\0\7\1", 3)));
    for (int i = 0; i < 9; ++i) stage.turn(1s);
    slow.read(1 << 20);
    EXPECT_FALSE(slow.is_ended()) << "it began nine seconds ago";
    ASSERT_TRUE(slow.send("topic/"));
    for (int i = 0; i < 60; ++i) stage.turn(1s);
    EXPECT_FALSE(slow.is_ended());
    ASSERT_TRUE(slow.send(std::string("\0\7\1", 3)));
    for (int i = 0; i < 12; ++i) stage.turn(1s);
    EXPECT_TRUE(slow.is_ended()) << "the rest never came";
}

TEST(Publisher, WhoIsNeverBetweenTwoMessagesWhenItIsReadStays) {
    Stage stage;
    RawSubscriber busy(stage.file);
    const std::string halves[] = {std::string("\0\2\1", 3), "x"};
    ASSERT_TRUE(busy.send(halves[0]));
    for (int i = 0; i < 60; ++i) {
        ASSERT_TRUE(busy.send(halves[1] + halves[0]));
        stage.turn(1s);
    }
    busy.read(1 << 20);
    EXPECT_FALSE(busy.is_ended());
}

TEST(Publisher, PingsMakeNobodySeemLessFarBehind) {
    Stage stage;
    RawSubscriber first(stage.file);
    stage.turn();
    while (!stage.publisher->is_behind()) stage.send(1);  // one by one: none is taken in part
    RawSubscriber second(stage.file);
    stage.turn(1s);
    const std::string ping("\4\7\4PING\0\1", 9);
    for (int i = 0; i < 1000 && stage.value("newsbus_subscribers_ended_total") == 0; ++i) {
        first.send(ping);
        stage.send(10);
        stage.turn(10ms);
    }
    for (int i = 0; i < 1000 && first.read(1 << 20) > 0; ++i) {
    }
    EXPECT_TRUE(first.is_ended());
    second.read(1 << 10);
    EXPECT_FALSE(second.is_ended());
    EXPECT_EQ(stage.value("newsbus_subscribers_ended_total"), 1);
}

TEST(Publisher, WhoSaysNothingIsEnded) {
    Stage stage;
    RawSubscriber honest(stage.file);
    const RawPeer mute(stage.file);
    stage.turn();
    EXPECT_EQ(stage.value("newsbus_subscribers"), 2);
    for (int i = 0; i < 12; ++i) stage.turn(1s);
    EXPECT_EQ(stage.value("newsbus_subscribers"), 1);
    EXPECT_FALSE(honest.is_ended());
}

}  // namespace
}  // namespace newsbus::bus
