#include "client/subscriber.h"

#include <gtest/gtest.h>

#include "client/replay_client.h"
#include "tests/support/running_bus.h"

namespace newsbus::client {
namespace {

using namespace newsbus::test;

using namespace std::chrono_literals;

TEST(Subscriber, StartsByReplayAndGoesOnLive) {
    RunningBus running;
    running.start();
    running.append(2500);
    ASSERT_TRUE(eventually([&] { return running.sent == 2500; }));
    auto subscriber = running.subscribe(100);
    EXPECT_EQ(take(*subscriber, 2400), numbers(101, 2500));
    running.append(5);
    EXPECT_EQ(take(*subscriber, 5), numbers(2501, 2505));
    EXPECT_EQ(subscriber->counts().gaps, 0u);
}

TEST(Subscriber, ReceivesWhatIsAppendedDuringItsReplayOnce) {
    RunningBus running;
    running.start();
    running.append(5000, "t/", 1000);
    auto subscriber = running.subscribe(0);
    std::thread writer([&] {
        for (int i = 0; i < 500; ++i) running.append(10, "t/", 1000);
    });
    EXPECT_EQ(take(*subscriber, 10'000), numbers(1, 10'000));
    writer.join();
    EXPECT_FALSE(subscriber->next(0ms));
    EXPECT_EQ(subscriber->complete(), 10'000u);
}

TEST(Subscriber, WithTopicsGetsThoseOnly) {
    RunningBus running;
    running.start();
    auto subscriber = running.subscribe(0, {"article/published/de/", "source/"});
    running.append(10, "article/published/en/a/");
    running.append(1, "article/published/de/b/");
    running.append(10, "article/published/en/a/");
    running.append(1, "source/failing/b/");
    EXPECT_EQ(take(*subscriber, 2), (std::vector<Seq>{11, 22}));
}

TEST(Subscriber, CompleteIsSafeToStartAgainFromAtAnyMoment) {
    RunningBus running;
    running.start();
    running.append(1000);
    std::vector<Seq> all;
    Seq position = 0;
    while (all.size() < 1000) {
        auto subscriber = running.subscribe(position);
        for (Seq seq : take(*subscriber, 100)) all.push_back(seq);
        position = subscriber->complete();
    }
    EXPECT_EQ(all, numbers(1, 1000));
}

TEST(Subscriber, AHeartbeatShowsWhatIsMissingAtTheEnd) {
    RunningBus running;
    running.start();
    auto subscriber = running.subscribe(0);
    std::optional<Received> live;
    do {  // until the replay it starts with is over
        running.append(1);
        live = subscriber->next(30s);
        ASSERT_TRUE(live);
    } while (live->replayed);
    Seq last = live->seq;
    // Sent before the subscriber is back: it sees nothing live after it, only the heartbeat's number.
    running.bus->drain(0ms);
    running.append(5);
    running.log->cursor = last + 5;
    running.restart();
    EXPECT_EQ(take(*subscriber, 5), numbers(last + 1, last + 5));
    EXPECT_EQ(subscriber->counts().gaps, 1u);
}

TEST(Subscriber, CountsWhatWasTrimmedBeforeItCouldBeReplayed) {
    RunningBus running;
    running.start();
    running.append(20);
    running.log->trim(15);
    auto subscriber = running.subscribe(5);
    EXPECT_EQ(take(*subscriber, 5), numbers(16, 20));
    EXPECT_FALSE(subscriber->next(100ms));
    EXPECT_EQ(subscriber->counts().lost, 10u);
}

TEST(Subscriber, BeginsAnewWithTheLogOfAnotherPublisher) {
    RunningBus running;
    running.start();
    running.append(50);
    auto subscriber = running.subscribe(0);
    EXPECT_EQ(take(*subscriber, 50), numbers(1, 50));
    ASSERT_TRUE(eventually([&] { return !subscriber->next(1ms) && subscriber->counts().heartbeats > 0; }));
    running.bus->drain(0ms);
    running.log = std::make_shared<MemoryLog>();
    running.log->publisher = "another";
    running.append(3);
    running.restart();
    EXPECT_EQ(take(*subscriber, 3), numbers(1, 3));
}

TEST(Subscriber, GetsWhatWasGivenOutTwiceWhenAStateWasPutBack) {
    RunningBus running;
    running.start();
    running.append(50);
    auto subscriber = running.subscribe(0);
    EXPECT_EQ(take(*subscriber, 50), numbers(1, 50));
    ASSERT_TRUE(eventually([&] { return !subscriber->next(1ms) && subscriber->epoch() == "first"; }));
    running.bus->drain(0ms);
    running.log->put_back(40, "second");
    running.append(20);
    running.restart();
    EXPECT_EQ(take(*subscriber, 20), numbers(41, 60));
    EXPECT_FALSE(subscriber->next(100ms));
    EXPECT_EQ(subscriber->complete(), 60u);
    EXPECT_EQ(subscriber->epoch(), "second");
    running.append(1);
    EXPECT_EQ(take(*subscriber, 1), numbers(61, 61));
}

TEST(Subscriber, StartsAgainWhereTheLogsPart) {
    RunningBus running;
    running.append(50);
    running.log->put_back(40, "second");
    running.append(20);
    running.log->put_back(50, "third");
    running.append(20);
    running.start();
    auto from = [&](Seq after, const std::string& epoch) {
        SubscriberOptions wanted;
        wanted.publish = running.bus->publish_endpoints().front();
        wanted.replay = running.bus->replay_endpoint();
        wanted.after = after;
        wanted.epoch = epoch;
        auto subscriber = Subscriber::connect(std::move(wanted)).value();
        return take(*subscriber, 1).at(0);
    };
    EXPECT_EQ(from(45, "first"), 41u);
    EXPECT_EQ(from(30, "first"), 31u);
    EXPECT_EQ(from(60, "second"), 51u);
    EXPECT_EQ(from(45, "second"), 46u);
    EXPECT_EQ(from(60, "third"), 61u);
    EXPECT_EQ(from(60, "never heard of"), 1u);
    EXPECT_EQ(from(60, ""), 61u);
}

TEST(Subscriber, IsNotConfusedByMessagesOfAnEarlierEpochThatWereNotSentYet) {
    RunningBus running;
    running.start();
    running.append(5);
    auto subscriber = running.subscribe(0);
    EXPECT_EQ(take(*subscriber, 5), numbers(1, 5));
    running.bus->drain(0ms);
    running.append(5);  // committed, not sent
    running.log->put_back(10, "second");
    running.append(5);
    running.restart();
    EXPECT_EQ(take(*subscriber, 10), numbers(6, 15));
    EXPECT_FALSE(subscriber->next(100ms));
}

TEST(ReplayClient, ReadsTheWholeLogPageByPage) {
    RunningBus running;
    running.start();
    running.append(3500);
    message::ReplayRequest wanted;
    wanted.after = 10;
    std::vector<Seq> seen;
    auto end = fetch_replay(running.bus->replay_endpoint(), wanted, 30s, [&seen](const message::Frames& message) {
        seen.push_back(message::position(message.header)->seq);
        return true;
    });
    ASSERT_TRUE(end) << end.error().what;
    EXPECT_EQ(seen, numbers(11, 3500));
    EXPECT_EQ(end->last, 3500u);
}

TEST(ReplayClient, SaysThatNobodyListens) {
    auto end = fetch_replay("ipc:///nonexistent/newsbus", {}, 50ms, [](const message::Frames&) { return true; });
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), (Error{Errc::network, "ipc:///nonexistent/newsbus: nobody listens there"}));
}

}  // namespace
}  // namespace newsbus::client
