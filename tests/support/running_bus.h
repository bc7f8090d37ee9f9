#pragma once

#include <gtest/gtest.h>

#include <thread>

#include "bus/bus.h"
#include "client/subscriber.h"
#include "tests/support/memory_outbox.h"

namespace newsbus::test {

/// A bus on ports of the system's choice, over a log in memory.
struct RunningBus {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    Counters counters;
    std::atomic<Seq> sent{0};
    std::unique_ptr<bus::Bus> bus;

    static bus::Options options() {
        bus::Options options;
        options.publish = {"tcp://127.0.0.1:*"};
        options.replay = "tcp://127.0.0.1:*";
        options.heartbeat = std::chrono::milliseconds(20);
        return options;
    }

    void start(const bus::Options& wanted = options()) {
        auto started = bus::Bus::start(
            wanted, std::make_unique<MemoryOutbox>(log),
            [this](Seq seq) {
                sent = seq;
                std::lock_guard lock(log->mutex);
                log->cursor = seq;
            },
            counters);
        ASSERT_TRUE(started) << started.error().what;
        bus = std::move(*started);
    }

    void append(int count, const std::string& topic = "article/published/en/a/", std::size_t bytes = 2) {
        for (int i = 0; i < count; ++i) log->append(topic, std::string(bytes, 'x'));
        if (bus) bus->wake();
    }

    /// Starts again on the endpoints it had, as a restarted daemon does.
    void restart() {
        bus::Options again = options();
        again.publish = bus->publish_endpoints();
        again.replay = bus->replay_endpoint();
        bus.reset();
        start(again);
    }

    std::unique_ptr<client::Subscriber> subscribe(std::optional<Seq> after, std::vector<std::string> topics = {}) {
        client::SubscriberOptions wanted;
        wanted.publish = bus->publish_endpoints().front();
        wanted.replay = bus->replay_endpoint();
        wanted.after = after;
        wanted.topics = std::move(topics);
        auto subscriber = client::Subscriber::connect(std::move(wanted));
        EXPECT_TRUE(subscriber);
        return std::move(*subscriber);
    }
};

/// The numbers of the next `count` messages; fewer when half a minute brings none.
inline std::vector<Seq> take(client::Subscriber& subscriber, std::size_t count) {
    std::vector<Seq> numbers;
    while (numbers.size() < count) {
        auto received = subscriber.next(std::chrono::seconds(30));
        if (!received) break;
        numbers.push_back(received->seq);
    }
    return numbers;
}

inline std::vector<Seq> numbers(Seq first, Seq last) {
    std::vector<Seq> all;
    for (Seq seq = first; seq <= last; ++seq) all.push_back(seq);
    return all;
}

/// Waits, a millisecond at a time, until `condition` holds; false after half a minute.
template <class Condition>
bool eventually(Condition condition) {
    auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace newsbus::test
