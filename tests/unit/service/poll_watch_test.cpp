#include "service/poll_watch.h"

#include "async/task_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

ingest::VisitReport poll_of(const std::string& source) {
    ingest::VisitReport report;
    report.source = source;
    return report;
}

struct PollWatchTest : testing::Test {
    /// The sources of the polls that a wait gives; `during` happens while it waits.
    std::vector<std::string> wait(std::vector<std::string> sources, std::uint64_t mark, Duration patience,
                                  std::function<void()> during = {}) {
        std::vector<std::string> names;
        auto main = [](PollWatch& watched, std::vector<std::string> wanted, std::uint64_t after, Duration longest,
                       std::vector<std::string>& out) -> asio::awaitable<void> {
            auto polls = co_await watched.wait(std::move(wanted), after, longest);
            for (const ingest::VisitReport& poll : polls) out.push_back(poll.source);
        };
        tasks.spawn("wait", main(watch, std::move(sources), mark, patience, names));
        io.poll();
        if (during) during();
        io.restart();
        io.run();
        io.restart();
        return names;
    }

    asio::io_context io;
    TaskGroup tasks{io.get_executor()};
    PollWatch watch{io.get_executor()};
};

TEST_F(PollWatchTest, GivesPollsThatEndedAfterTheMark) {
    watch.expect("a");
    watch.expect("b");
    watch.add(poll_of("a"));
    std::uint64_t mark = watch.mark();
    watch.add(poll_of("b"));
    EXPECT_THAT(wait({"a", "b"}, mark, 1h), ElementsAre("b"));
}

TEST_F(PollWatchTest, WaitsForTheNextOne) {
    watch.expect("a");
    EXPECT_THAT(wait({"a"}, watch.mark(), 1h, [this] { watch.add(poll_of("a")); }), ElementsAre("a"));
}

TEST_F(PollWatchTest, GoesOnWaitingWhenThePollOfAnotherSourceEnds) {
    watch.expect("a");
    watch.expect("b");
    EXPECT_THAT(wait({"a"}, watch.mark(), 1h,
                     [this] {
                         watch.add(poll_of("b"));
                         io.poll();
                         watch.add(poll_of("a"));
                     }),
                ElementsAre("a"));
}

TEST_F(PollWatchTest, GivesUpInTheEndAndWhenItIsCancelled) {
    watch.expect("a");
    EXPECT_THAT(wait({"a"}, watch.mark(), 0s), IsEmpty());
    EXPECT_THAT(wait({"a"}, watch.mark(), 1h, [this] { tasks.cancel(); }), IsEmpty());
}

TEST_F(PollWatchTest, KeepsNothingThatNobodyAskedFor) {
    watch.add(poll_of("a"));
    EXPECT_EQ(watch.mark(), 0u);
    EXPECT_THAT(wait({"a"}, 0, 0s), IsEmpty());
}

}  // namespace
}  // namespace newsbus::service
