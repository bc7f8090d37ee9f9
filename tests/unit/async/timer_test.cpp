#include "async/timer.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include <string>
#include <vector>

#include "../../support/manual_clock.h"
#include "async/task_group.h"

namespace newsbus {
namespace {

using namespace std::chrono_literals;

struct TimerTest : testing::Test {
    ~TimerTest() override {
        tasks.cancel();
        io.restart();
        io.poll();
    }

    asio::awaitable<void> sleep(std::string name, std::chrono::seconds pause) {
        Timer timer(io.get_executor(), clock);
        timer.expires_after(pause);
        co_await timer.wait();
        woken.push_back(std::move(name));
    }
    asio::awaitable<void> wait(Timer& timer) {
        co_await timer.wait();
        woken.push_back("woken");
    }
    void run() {
        io.restart();
        io.poll();
    }

    asio::io_context io;
    ManualClock clock;
    std::vector<std::string> woken;
    TaskGroup tasks{io.get_executor()};
};

TEST_F(TimerTest, WakesInTheOrderOfTheDeadlines) {
    tasks.spawn("late", sleep("late", 3s));
    tasks.spawn("early", sleep("early", 2s));
    run();
    EXPECT_EQ(clock.next(), clock.now() + 2s);
    clock.advance_to(clock.now() + 2s);
    run();
    EXPECT_EQ(woken, (std::vector<std::string>{"early"}));
    clock.advance_to(clock.now() + 1s);
    run();
    EXPECT_EQ(woken, (std::vector<std::string>{"early", "late"}));
    EXPECT_FALSE(clock.next());
}

TEST_F(TimerTest, WakesWhenItIsCancelledAndCanWaitAgain) {
    Timer timer(io.get_executor(), clock);
    timer.expires_after(2s);
    timer.cancel();  // nobody waits: nothing happens
    tasks.spawn("waits", wait(timer));
    run();
    EXPECT_TRUE(woken.empty());
    timer.cancel();
    run();
    EXPECT_EQ(woken.size(), 1u);
    tasks.spawn("waits again", wait(timer));
    run();
    EXPECT_EQ(woken.size(), 1u);
    clock.advance_to(clock.now() + 2s);
    run();
    EXPECT_EQ(woken.size(), 2u);
}

TEST_F(TimerTest, EndsAWaitWhoseDeadlineChanges) {
    Timer timer(io.get_executor(), clock);
    tasks.spawn("waits", wait(timer));
    run();
    EXPECT_FALSE(clock.next());
    timer.expires_after(1s);
    run();
    EXPECT_EQ(woken.size(), 1u);
}

TEST_F(TimerTest, WaitsByTheMachinesClockToo) {
    Timer timer(io.get_executor(), SteadyClock::machine());
    timer.expires_after(0s);
    tasks.spawn("waits", wait(timer));
    io.restart();
    while (woken.empty()) io.run_one();
    const SteadyTime now = SteadyClock::machine().now();
    EXPECT_LE(now, std::chrono::steady_clock::now());
}

}  // namespace
}  // namespace newsbus
