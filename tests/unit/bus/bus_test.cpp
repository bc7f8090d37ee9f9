#include "bus/bus.h"

#include "bus/frames.h"
#include "bus/subscriber.h"
#include "memory_outbox.h"

#include <gtest/gtest.h>

namespace newsbus::bus {
namespace {

using namespace std::chrono_literals;

struct RunningBus {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    Counters counters;
    std::atomic<Seq> sent{0};
    std::unique_ptr<Bus> bus;

    static Options options() {
        Options options;
        options.publish = {"tcp://127.0.0.1:*"};
        options.replay = "tcp://127.0.0.1:*";
        options.heartbeat = 20ms;
        return options;
    }

    void start(Options options = RunningBus::options()) {
        auto started = Bus::start(
            options, std::make_unique<MemoryOutbox>(log), [this](std::string_view, Seq seq) { sent = seq; }, counters);
        ASSERT_TRUE(started) << started.error().what;
        bus = std::move(*started);
    }

    void append(const std::string& topic, std::string body = "{}") {
        log->append(topic, std::move(body));
        bus->wake();
    }

    std::unique_ptr<Subscriber> subscribe(std::optional<Seq> after, std::vector<std::string> topics = {}) {
        SubscriberOptions options;
        options.publish = bus->publish_endpoints().front();
        options.replay = bus->replay_endpoint();
        options.after = after;
        options.topics = std::move(topics);
        auto subscriber = Subscriber::connect(std::move(options));
        EXPECT_TRUE(subscriber);
        return std::move(*subscriber);
    }
};

std::vector<Seq> take(Subscriber& subscriber, std::size_t count) {
    std::vector<Seq> numbers;
    while (numbers.size() < count) {
        auto received = subscriber.next(10s);
        if (!received) break;
        numbers.push_back(received->seq);
    }
    return numbers;
}

TEST(Bus, CarriesWhatIsCommittedToASubscriberInOrder) {
    RunningBus running;
    running.start();
    auto subscriber = running.subscribe(0);
    for (int i = 0; i < 1000; ++i) running.append("article/published/en/a/");
    std::vector<Seq> expected(1000);
    std::ranges::generate(expected, [n = Seq(0)]() mutable { return ++n; });
    EXPECT_EQ(take(*subscriber, 1000), expected);
}

}  // namespace
}  // namespace newsbus::bus
