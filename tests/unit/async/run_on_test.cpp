#include "async/run_on.h"

#include "async/task_group.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace newsbus {
namespace {

void run(asio::io_context& io, asio::awaitable<void> main) {
    asio::co_spawn(io, std::move(main), [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    io.run();
}

struct RunOn : testing::Test {
    asio::io_context io;
    asio::thread_pool pool{1};
};

TEST_F(RunOn, WorksOnAnotherThreadAndComesBack) {
    auto main = [](asio::thread_pool& cpu) -> asio::awaitable<void> {
        auto here = std::this_thread::get_id();
        auto where = [] { return std::this_thread::get_id(); };
        auto there = co_await run_on(cpu, where);
        EXPECT_NE(there, here);
        EXPECT_EQ(std::this_thread::get_id(), here);
    };
    run(io, main(pool));
}

TEST_F(RunOn, TakesAndGivesValuesThatOnlyMove) {
    auto main = [](asio::thread_pool& cpu) -> asio::awaitable<void> {
        auto text = std::make_unique<std::string>(100, 'x');
        auto job = [text = std::move(text)]() mutable { return std::move(text); };
        std::unique_ptr<std::string> back = co_await run_on(cpu, std::move(job));
        EXPECT_EQ(back->size(), 100u);
    };
    run(io, main(pool));
}

TEST_F(RunOn, GivesTheCallerWhatTheJobThrew) {
    std::string caught;
    auto main = [](asio::thread_pool& cpu, std::string& out) -> asio::awaitable<void> {
        auto job = []() -> int { throw std::runtime_error("broken job"); };
        try {
            co_await run_on(cpu, job);
        } catch (const std::runtime_error& error) {
            out = error.what();
        }
    };
    run(io, main(pool, caught));
    EXPECT_EQ(caught, "broken job");
}

TEST_F(RunOn, AJobWhoseCallerIsCancelledRunsToItsEndBeforeTheCallersFrameGoes) {
    std::promise<void> begun, cancelled;
    std::string seen;
    bool went_on = false;
    auto caller = [](asio::thread_pool& cpu, std::promise<void>& start, std::promise<void>& stop, std::string& out,
                     bool& next) -> asio::awaitable<void> {
        std::string mine(1000, 'm');  // lives in this frame; the job looks at it after the cancellation
        auto job = [&] {
            start.set_value();
            stop.get_future().wait();
            out = mine;
            return 1;
        };
        EXPECT_EQ(co_await run_on(cpu, job), 1);
        auto more = [] { return 2; };
        co_await run_on(cpu, more);  // throws: this is the next co_await
        next = true;
    };
    TaskGroup tasks(io.get_executor());
    tasks.spawn("caller", caller(pool, begun, cancelled, seen, went_on));
    auto main = [](TaskGroup& group, std::promise<void>& start, std::promise<void>& stop) -> asio::awaitable<void> {
        start.get_future().wait();
        group.cancel();
        stop.set_value();
        co_await group.join();
    };
    run(io, main(tasks, begun, cancelled));
    EXPECT_EQ(seen, std::string(1000, 'm'));
    EXPECT_FALSE(went_on);
}

TEST_F(RunOn, KeepsTheEventLoopFromRunningOutOfWork) {
    std::promise<void> go;
    int result = 0;
    auto main = [](asio::thread_pool& cpu, std::promise<void>& start, int& out) -> asio::awaitable<void> {
        auto job = [&] {
            start.get_future().wait();
            return 7;
        };
        out = co_await run_on(cpu, job);
    };
    auto spawn = main(pool, go, result);
    asio::co_spawn(io, std::move(spawn), [](std::exception_ptr) {});
    io.poll();  // the coroutine now waits for the pool, nothing else is there to do
    EXPECT_FALSE(io.stopped());
    go.set_value();
    io.run();
    EXPECT_EQ(result, 7);
}

}  // namespace
}  // namespace newsbus
