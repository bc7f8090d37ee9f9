#include "async/task_group.h"

#include <gtest/gtest.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace newsbus {
namespace {

/// Waits until it is cancelled; `log` shows that its destructors ran.
asio::awaitable<void> wait_for_ever(std::vector<std::string>& log, std::string name) {
    struct Mark {
        Mark(std::vector<std::string>& to, std::string text) : log(to), name(std::move(text)) {}
        ~Mark() { log.push_back(name + " gone"); }
        std::vector<std::string>& log;
        std::string name;
    };
    Mark mark(log, name);
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    log.push_back(name + " went on");
}

asio::awaitable<void> say(std::vector<std::string>& log, std::string text) {
    log.push_back(text);
    co_return;
}

asio::awaitable<void> throws() {
    throw std::runtime_error("nobody expected this");
    co_return;
}

void run(asio::io_context& io, asio::awaitable<void> main) {
    asio::co_spawn(io, std::move(main), [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    io.run();
}

TEST(TaskGroup, SeveralMayJoinWithoutKeepingOneAnotherAwake) {
    asio::io_context io;
    std::vector<std::string> log;
    TaskGroup group(io.get_executor());
    group.spawn("a", wait_for_ever(log, "a"));
    int joined = 0;
    for (int i = 0; i < 2; ++i) asio::co_spawn(io, group.join(), [&joined](std::exception_ptr) { ++joined; });
    int handled = 0;
    while (handled < 1000 && io.poll_one()) ++handled;
    EXPECT_LT(handled, 100);
    group.cancel();
    while (handled < 1000 && io.poll_one()) ++handled;
    EXPECT_EQ(joined, 2);
}

TEST(TaskGroup, HasNothingLeftToJoinWhenItsExecutorEndedWithItsTasks) {
    struct Process : asio::io_context {
        using asio::io_context::shutdown;  // what its destructor does
    } process;
    std::vector<std::string> log;
    TaskGroup group(process.get_executor());
    group.spawn("a", wait_for_ever(log, "a"));
    group.spawn("b", wait_for_ever(log, "b"));
    process.poll();
    process.shutdown();
    std::ranges::sort(log);
    EXPECT_EQ(log, (std::vector<std::string>{"a gone", "b gone"}));
}

TEST(TaskGroup, JoinWaitsForTasksThatEndByThemselves) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    std::vector<std::string> log;
    auto main = [](TaskGroup& tasks, std::vector<std::string>& out) -> asio::awaitable<void> {
        tasks.spawn("a", say(out, "a"));
        tasks.spawn("b", say(out, "b"));
        co_await tasks.join();
        out.push_back("joined");
    };
    run(io, main(group, log));
    EXPECT_EQ(log, (std::vector<std::string>{"a", "b", "joined"}));
    EXPECT_EQ(group.size(), 0u);
}

TEST(TaskGroup, CancelEndsEveryTaskAtItsWaitAndRunsItsDestructors) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    std::vector<std::string> log;
    auto main = [](TaskGroup& tasks, std::vector<std::string>& out) -> asio::awaitable<void> {
        tasks.spawn("a", wait_for_ever(out, "a"));
        tasks.spawn("b", wait_for_ever(out, "b"));
        co_await asio::post(asio::use_awaitable);
        tasks.cancel();
        co_await tasks.join();
        out.push_back("joined");
    };
    run(io, main(group, log));
    EXPECT_EQ(log, (std::vector<std::string>{"a gone", "b gone", "joined"}));
}

TEST(TaskGroup, JoinOfAnEmptyGroupReturnsAtOnce) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    run(io, group.join());
    EXPECT_EQ(group.size(), 0u);
}

TEST(TaskGroup, JoinWaitsForTasksSpawnedByTasks) {
    asio::io_context io;
    TaskGroup group(io.get_executor());
    std::vector<std::string> log;
    auto parent = [](TaskGroup& tasks, std::vector<std::string>& out) -> asio::awaitable<void> {
        tasks.spawn("child", say(out, "child"));
        co_return;
    };
    auto main = [](TaskGroup& tasks, std::vector<std::string>& out) -> asio::awaitable<void> {
        co_await tasks.join();
        out.push_back("joined");
    };
    group.spawn("parent", parent(group, log));
    run(io, main(group, log));
    EXPECT_EQ(log, (std::vector<std::string>{"child", "joined"}));
}

TEST(TaskGroup, AnOwnerThatIsCancelledItselfStillJoins) {
    asio::io_context io;
    TaskGroup outer(io.get_executor());
    std::vector<std::string> log;
    auto owner = [](std::vector<std::string>& out) -> asio::awaitable<void> {
        auto executor = co_await asio::this_coro::executor;
        co_await asio::this_coro::throw_if_cancelled(false);
        TaskGroup inner(executor);
        inner.spawn("inner", wait_for_ever(out, "inner"));
        asio::steady_timer timer(executor, asio::steady_timer::time_point::max());
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        inner.cancel();
        co_await inner.join();
        out.push_back("owner joined");
    };
    auto main = [](TaskGroup& tasks) -> asio::awaitable<void> {
        co_await asio::post(asio::use_awaitable);
        tasks.cancel();
        tasks.cancel();  // asking twice is asking once
        co_await tasks.join();
    };
    outer.spawn("owner", owner(log));
    run(io, main(outer));
    EXPECT_EQ(log, (std::vector<std::string>{"inner gone", "owner joined"}));
}

TEST(TaskGroupDeathTest, AnExceptionThatIsNoCancellationEndsTheProgram) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    auto fail = [] {
        asio::io_context io;
        TaskGroup group(io.get_executor());
        group.spawn("careless", throws());
        io.run();
    };
    EXPECT_DEATH(fail(), "");
}

}  // namespace
}  // namespace newsbus
