#include "bus/bus.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "message/frames.h"
#include "tests/support/folder.h"
#include "tests/support/running_bus.h"

#include <zmq.hpp>

namespace newsbus::bus {
namespace {

using namespace newsbus::test;

using namespace std::chrono_literals;

/// A bare SUB socket, which reads only when told to.
struct BareSubscriber {
    zmq::context_t context;
    zmq::socket_t socket{context, zmq::socket_type::sub};

    explicit BareSubscriber(const std::string& endpoint, int mark = 1) {
        socket.set(zmq::sockopt::rcvhwm, mark);
        socket.set(zmq::sockopt::rcvtimeo, 30'000);
        socket.set(zmq::sockopt::linger, 0);
        socket.set(zmq::sockopt::subscribe, "");
        socket.connect(endpoint);
    }
    std::vector<std::string> receive() {
        std::vector<std::string> frames;
        for (bool more = true; more;) {
            zmq::message_t frame;
            if (!socket.recv(frame)) return {};
            frames.push_back(frame.to_string());
            more = frame.more();
        }
        return frames;
    }
    /// From the first heartbeat on, everything that is sent reaches it.
    void wait_for_heartbeat() { ASSERT_EQ(receive().at(0), "heartbeat/"); }
};

TEST(Bus, CarriesWhatIsCommittedToASubscriberInOrder) {
    RunningBus running;
    running.start();
    auto subscriber = running.subscribe(0);
    for (int i = 0; i < 1000; ++i) running.append(1);
    EXPECT_EQ(take(*subscriber, 1000), numbers(1, 1000));
}

TEST(Bus, AStalledSubscriberCostsAHealthyOneNothing) {
    RunningBus running;
    Options options = RunningBus::options();
    options.high_water_mark = 500;
    options.grace = 1s;
    running.start(options);
    BareSubscriber stalled(running.bus->publish_endpoints().front());
    BareSubscriber healthy(running.bus->publish_endpoints().front());
    stalled.wait_for_heartbeat();
    healthy.wait_for_heartbeat();
    constexpr int count = 10'000;
    auto began = std::chrono::steady_clock::now();
    running.append(count, "t/", 4096);
    Seq expected = 0;
    while (expected < count) {
        auto frames = healthy.receive();
        ASSERT_EQ(frames.size(), 3u) << "after " << expected;
        if (frames[0] == message::heartbeat_topic) continue;
        ASSERT_EQ(message::position(frames[1])->seq, ++expected);
    }
    EXPECT_GE(running.counters.value("newsbus_bus_lossy_sends_total"), 1);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
}

TEST(Bus, ASubscriberThatFellBehindGetsTheRestByReplay) {
    RunningBus running;
    Options options = RunningBus::options();
    options.high_water_mark = 100;
    options.grace = 5ms;
    running.start(options);
    auto subscriber = running.subscribe(std::nullopt);
    ASSERT_TRUE(eventually([&] { return !subscriber->next(1ms) && subscriber->counts().heartbeats > 0; }));
    running.append(20'000, "t/", 4096);
    ASSERT_TRUE(eventually([&] { return running.sent == 20'000; }));
    EXPECT_EQ(take(*subscriber, 20'000), numbers(1, 20'000));
    EXPECT_GT(subscriber->counts().gaps, 0u);
    EXPECT_GT(subscriber->counts().replayed, 0u);
    EXPECT_EQ(subscriber->counts().lost, 0u);
}

TEST(Bus, SendsTheRestOfTheLogAfterARestartAndTheSubscriberStaysOn) {
    RunningBus running;
    running.start();
    auto subscriber = running.subscribe(0);
    running.append(10);
    EXPECT_EQ(take(*subscriber, 10), numbers(1, 10));
    running.bus->drain(0ms);
    running.append(10);
    running.restart();
    running.append(10);
    EXPECT_EQ(take(*subscriber, 20), numbers(11, 30));
}

TEST(Bus, HeartbeatsTellTheLastSentAndTheFirstKept) {
    RunningBus running;
    running.start();
    running.append(10);
    ASSERT_TRUE(eventually([&] { return running.sent == 10; }));
    running.log->trim(3);
    auto subscriber = running.subscribe(std::nullopt, {"heartbeat/"});
    for (;;) {
        auto received = subscriber->next(30s);
        ASSERT_TRUE(received);
        auto beat = message::parse_heartbeat(received->frames.body);
        ASSERT_TRUE(beat);
        if (*beat == message::Heartbeat{"testpublisher", "first", 10, 4}) break;
    }
}

TEST(Bus, DrainSendsWhatIsLeftAndEnds) {
    RunningBus running;
    running.start();
    BareSubscriber subscriber(running.bus->publish_endpoints().front(), 10'000);
    subscriber.wait_for_heartbeat();
    running.log->append("t/");  // nobody woke the bus for it
    running.bus->drain(10s);
    EXPECT_EQ(running.sent, 1u);
    std::vector<std::string> frames;
    do frames = subscriber.receive();
    while (!frames.empty() && frames[0] == message::heartbeat_topic);
    ASSERT_EQ(frames.size(), 3u);
    EXPECT_EQ(message::position(frames[1])->seq, 1u);
}

TEST(Bus, DrainGivesUpAtItsLimit) {
    RunningBus running;
    running.start();
    running.log->broken = true;
    auto began = std::chrono::steady_clock::now();
    running.bus->drain(50ms);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

TEST(Bus, StopsWhileASubscriberHoldsItUp) {
    RunningBus running;
    Options options = RunningBus::options();
    options.high_water_mark = 1;
    options.grace = 1h;
    running.start(options);
    BareSubscriber stalled(running.bus->publish_endpoints().front());
    stalled.wait_for_heartbeat();
    running.append(5'000, "t/", 4096);
    ASSERT_TRUE(eventually([&] { return running.counters.value("newsbus_bus_waits_total") > 0; }));
    std::uint64_t before = running.bus->ticks();
    EXPECT_TRUE(eventually([&] { return running.bus->ticks() > before + 1; })) << "the watchdog would bark";
    auto began = std::chrono::steady_clock::now();
    running.bus.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

TEST(Bus, RecoversWhenTheLogCanBeReadAgain) {
    RunningBus running;
    running.log->broken = true;
    running.start();
    auto subscriber = running.subscribe(0);
    running.append(3);
    ASSERT_TRUE(eventually([&] { return running.counters.value("newsbus_relay_errors_total") > 0; }));
    running.log->broken = false;
    EXPECT_EQ(take(*subscriber, 3), numbers(1, 3));
}

TEST(Bus, CountsSubscribers) {
    RunningBus running;
    running.start();
    {
        BareSubscriber one(running.bus->publish_endpoints().front());
        BareSubscriber two(running.bus->publish_endpoints().front());
        EXPECT_TRUE(eventually([&] { return running.counters.value("newsbus_subscribers") == 2; }));
    }
    EXPECT_TRUE(eventually([&] { return running.counters.value("newsbus_subscribers") == 0; }));
}

TEST(Bus, EndsWhoSubscribesWithoutEndAndServesTheOthers) {
    RunningBus running;
    running.start();
    const std::string endpoint = running.bus->publish_endpoints().front();
    BareSubscriber healthy(endpoint);
    healthy.wait_for_heartbeat();
    BareSubscriber greedy(endpoint);
    greedy.socket.set(zmq::sockopt::sndhwm, 0);
    greedy.socket.connect(endpoint);
    for (int i = 0; i < 5000; ++i)
        greedy.socket.set(zmq::sockopt::subscribe, std::to_string(i) + std::string(200, 'x'));
    EXPECT_TRUE(eventually([&] { return running.counters.value("newsbus_subscribers_ended_total") > 0; }));
    healthy.wait_for_heartbeat();
}

TEST(Bus, TakesNoMoreSubscribersThanItsFilesAllow) {
    rlimit files{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
    const rlimit few{64, files.rlim_max};  // a quarter of them: 16
    RunningBus running;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
    running.start();
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);
    BareSubscriber first(running.bus->publish_endpoints().front());
    first.wait_for_heartbeat();
    std::vector<std::unique_ptr<BareSubscriber>> crowd;
    for (int i = 0; i < 20; ++i)
        crowd.push_back(std::make_unique<BareSubscriber>(running.bus->publish_endpoints().front()));
    EXPECT_TRUE(eventually([&] { return running.counters.value("newsbus_subscribers_ended_total") >= 5; }));
    EXPECT_LE(running.counters.value("newsbus_subscribers"), 16);
    first.wait_for_heartbeat();
}

TEST(Bus, EndsWhoTakesNothingWhenQueuesHoldTooMuchAndServesTheOthers) {
    const test::Folder folder;
    for (const std::string& endpoint : {std::string("tcp://127.0.0.1:*"), "ipc://" + (folder / "bus").string()}) {
        RunningBus running;
        Options options = RunningBus::options();
        options.publish = {endpoint};
        options.queue_memory = 4 << 20;
        running.start(options);
        BareSubscriber stalled(running.bus->publish_endpoints().front());
        BareSubscriber healthy(running.bus->publish_endpoints().front());
        stalled.wait_for_heartbeat();
        healthy.wait_for_heartbeat();
        constexpr int count = 3'000;  // 48 MiB: more than the system keeps for a connection
        running.append(count, "t/", 16 << 10);
        Seq expected = 0;
        while (expected < count) {
            auto frames = healthy.receive();
            ASSERT_EQ(frames.size(), 3u) << endpoint << " after " << expected;
            if (frames[0] == message::heartbeat_topic) continue;
            ASSERT_EQ(message::position(frames[1])->seq, ++expected) << endpoint;
        }
        EXPECT_GE(running.counters.value("newsbus_subscribers_ended_total"), 1) << endpoint;
        EXPECT_LE(running.counters.value("newsbus_bus_queue_bytes"), 4 << 20) << endpoint;
        EXPECT_EQ(running.counters.value("newsbus_bus_lossy_sends_total"), 0) << endpoint;
    }
}

TEST(Bus, AMessageLargerThanTheQueuesMayHoldGoesOutAlone) {
    RunningBus running;
    Options options = RunningBus::options();
    options.queue_memory = 1 << 20;
    running.start(options);
    BareSubscriber subscriber(running.bus->publish_endpoints().front(), 0);
    subscriber.wait_for_heartbeat();
    running.append(3, "t/", 3 << 20);
    for (int messages = 0; messages < 3;) {
        auto frames = subscriber.receive();
        ASSERT_EQ(frames.size(), 3u);
        if (frames[0] == message::heartbeat_topic) continue;
        EXPECT_GE(frames[2].size(), 3u << 20);
        ++messages;
    }
    EXPECT_EQ(running.counters.value("newsbus_subscribers_ended_total"), 0);
}

TEST(Bus, PublishesOnSeveralEndpointsAndIpcFilesAreForOwnerAndGroup) {
    test::Folder folder;
    RunningBus running;
    Options options = RunningBus::options();
    std::string file = folder / "publish.sock";
    options.publish.push_back("ipc://" + file);
    options.replay = "ipc://" + (folder / "replay.sock").string();
    running.start(options);
    struct stat found {};
    ASSERT_EQ(stat(file.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0660u);
    for (const std::string& endpoint : running.bus->publish_endpoints()) BareSubscriber(endpoint).wait_for_heartbeat();
    running.append(2);
    EXPECT_EQ(take(*running.subscribe(0), 2), numbers(1, 2));
}

TEST(Bus, NeverRemovesAFileThatIsNotASocket) {
    test::Folder folder;
    std::string file = folder / "precious";
    std::ofstream(file) << "text";
    Options options = RunningBus::options();
    options.publish = {"ipc://" + file};
    Counters counters;
    auto started = Bus::start(options, std::make_unique<MemoryOutbox>(std::make_shared<MemoryLog>()), {}, counters);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, Errc::config);
    EXPECT_EQ(std::filesystem::file_size(file), 4u);
}

TEST(Bus, NamesAnEndpointThatIsTaken) {
    test::Folder folder;
    RunningBus running;
    Options options = RunningBus::options();
    options.publish.push_back("ipc://" + (folder / "sock").string());
    running.start(options);
    for (const std::string& taken : running.bus->publish_endpoints()) {
        Options again = RunningBus::options();
        again.publish = {taken};
        Counters counters;
        auto started = Bus::start(again, std::make_unique<MemoryOutbox>(running.log), {}, counters);
        ASSERT_FALSE(started) << taken;
        EXPECT_EQ(started.error().code, Errc::network);
        EXPECT_EQ(started.error().what, taken + ": Address already in use");
    }
}

TEST(Bus, AppliesTimesAndLimitsAndRefusesNewEndpoints) {
    RunningBus running;
    running.start();
    Options options = RunningBus::options();
    options.grace = 1ms;
    options.heartbeat = 10ms;
    options.high_water_mark = 7;
    EXPECT_TRUE(running.bus->apply(options));
    options = RunningBus::options();
    options.publish.push_back("ipc://@x");
    EXPECT_FALSE(running.bus->apply(options));
}

}  // namespace
}  // namespace newsbus::bus
