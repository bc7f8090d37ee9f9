#include "async/work_watch.h"

#include "async/run_on.h"
#include "base/progress.h"
#include "tests/support/manual_clock.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <future>

namespace newsbus {
namespace {

using namespace std::chrono_literals;

struct Watching {
    ManualClock clock;
    WorkWatch watch{clock};
    std::shared_ptr<Workload> store = watch.at("store", {4s, 60s});

    void pass(SteadyTime::duration time) { clock.advance_to(clock.now() + time); }
    SteadyTime::duration age() { return watch.ages().front().age; }
};

TEST(WorkWatch, WorkGrowsOldUntilItEnds) {
    Watching watching;
    EXPECT_EQ(watching.age(), 0s);
    {
        Workload::Running running(*watching.store);
        EXPECT_EQ(watching.age(), 0s);
        watching.pass(3s);
        EXPECT_EQ(watching.age(), 3s);
        EXPECT_FALSE(watching.watch.ages().front().late);
        watching.pass(1s);
        EXPECT_TRUE(watching.watch.ages().front().late);
        EXPECT_FALSE(watching.watch.ages().front().dead);
        watching.pass(56s);
        EXPECT_TRUE(watching.watch.ages().front().dead);
    }
    EXPECT_EQ(watching.age(), 0s);
    Workload::Running next(*watching.store);
    EXPECT_EQ(watching.age(), 0s) << "the next piece is as old as itself";
}

TEST(WorkWatch, SlowProgressIsProgress) {
    Watching watching;
    Workload::Running running(*watching.store);
    for (int minute = 0; minute < 10; ++minute) {
        watching.pass(3s);
        EXPECT_FALSE(watching.watch.ages().front().late);
        note_progress();
        EXPECT_EQ(watching.age(), 0s);
    }
    watching.pass(4s);
    EXPECT_TRUE(watching.watch.ages().front().late);
}

TEST(WorkWatch, TheOldestOfSeveralCounts) {
    Watching watching;
    std::optional<Workload::Running> first, second;
    first.emplace(*watching.store);
    watching.pass(2s);
    second.emplace(*watching.store);
    watching.pass(1s);
    EXPECT_EQ(watching.age(), 3s);
    second.reset();
    first.reset();
    EXPECT_EQ(watching.age(), 0s);
}

TEST(WorkWatch, AThreadThatTurnsIsAsOldAsItsLastTurn) {
    Watching watching;
    watching.store->turn();
    watching.pass(5s);
    EXPECT_EQ(watching.age(), 5s);
    watching.store->turn();
    EXPECT_EQ(watching.age(), 0s);
}

TEST(WorkWatch, TellsOnceWhenItBeginsAndOnceWhenItIsOver) {
    Watching watching;
    using Changes = std::vector<WorkWatch::Change>;
    std::optional<Workload::Running> running;
    running.emplace(*watching.store);
    EXPECT_EQ(watching.watch.changes(), Changes{});
    watching.pass(5s);
    EXPECT_EQ(watching.watch.changes(), (Changes{{"store", 5s, true}}));
    watching.pass(20s);
    EXPECT_EQ(watching.watch.changes(), Changes{});
    running.reset();
    EXPECT_EQ(watching.watch.changes(), (Changes{{"store", 25s, false}}));
    EXPECT_EQ(watching.watch.changes(), Changes{});
}

TEST(WorkWatch, AWatchedExecutorShowsWhatRunsOnItAndNotWhatWaits) {
    Watching watching;
    asio::thread_pool pool(1);
    asio::io_context io;
    std::promise<void> begun, go_on;
    auto job = [&] {
        begun.set_value();
        go_on.get_future().wait();
        note_progress();
        return 7;
    };
    auto run = [&](asio::any_io_executor executor) -> asio::awaitable<void> {
        int result = co_await run_on(executor, std::ref(job));
        EXPECT_EQ(result, 7);
    };
    asio::any_io_executor executor = watched(pool.get_executor(), watching.store);
    EXPECT_EQ(executor, watched(pool.get_executor(), watching.store));
    asio::co_spawn(io, run(executor), asio::detached);
    io.poll();
    begun.get_future().wait();
    watching.pass(6s);
    EXPECT_EQ(watching.age(), 6s);
    go_on.set_value();
    io.run();
    pool.join();
    EXPECT_EQ(watching.age(), 0s);
}

}  // namespace
}  // namespace newsbus
