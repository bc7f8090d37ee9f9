#include "ingest/turn.h"

#include "../../support/manual_clock.h"

#include "base/time.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <map>
#include <memory>
#include <string>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

struct TurnTest : testing::Test {
    TurnTest() { hosts.set_limits(1, 1s); }

    std::unique_ptr<Turn> at(const std::string& host) {
        return std::make_unique<Turn>(hosts, host, io.get_executor(), clock, &traffic);
    }
    /// Begins to enter; `entered` is filled when it did, or was refused.
    void enter(Turn& turn, const std::string& url) {
        entered.reset();
        boost::asio::co_spawn(io, entering(turn, Url::parse(url).value(), entered), boost::asio::detached);
        run();
    }
    static boost::asio::awaitable<void> entering(Turn& turn, Url url, std::optional<Result<void>>& result) {
        result = co_await turn.enter(url);
    }
    void run() {
        io.restart();
        io.poll();
    }
    void pass(SteadyTime::duration time) {
        const SteadyTime end = clock.now() + time;
        while (clock.next() && *clock.next() <= end) {
            clock.advance_to(*clock.next());
            run();
        }
        clock.advance_to(end);
        run();
    }
    bool is_taken(const std::string& host) { return !hosts.is_free(host, clock.now() + 24h); }

    boost::asio::io_context io;
    ManualClock clock;
    Hosts hosts;
    SystemClock wall;
    Traffic traffic{wall};
    std::optional<Result<void>> entered;
};

TEST_F(TurnTest, HoldsItsPlaceUntilItIsLeft) {
    auto turn = at("a.example");
    EXPECT_TRUE(is_taken("a.example"));
    turn->leave();
    EXPECT_FALSE(is_taken("a.example"));
    EXPECT_FALSE(hosts.is_free("a.example", clock.now())) << "the pause after a request";
    turn.reset();
    EXPECT_FALSE(is_taken("a.example")) << "it was given back once";
}

TEST_F(TurnTest, KeepsItsPlaceOnARedirectWithinTheHost) {
    auto turn = at("a.example");
    enter(*turn, "https://www.a.example/feed");
    ASSERT_TRUE(entered && *entered);
    EXPECT_TRUE(is_taken("a.example"));
}

TEST_F(TurnTest, TakesAPlaceAtTheHostThatARedirectLeadsTo) {
    auto turn = at("a.example");
    enter(*turn, "https://b.example/feed");
    ASSERT_TRUE(entered && *entered);
    EXPECT_FALSE(is_taken("a.example"));
    EXPECT_TRUE(is_taken("b.example"));
    turn.reset();
    EXPECT_FALSE(hosts.is_free("b.example", clock.now())) << "it rests after the request, as after any other";
    EXPECT_TRUE(hosts.is_free("b.example", clock.now() + 1s));
}

TEST_F(TurnTest, WaitsUntilTheOtherHostHasAPlace) {
    auto there = at("b.example"), turn = at("a.example");
    enter(*turn, "https://b.example/feed");
    pass(5s);
    EXPECT_FALSE(entered);
    there.reset();
    pass(900ms);
    EXPECT_FALSE(entered) << "the pause of that host";
    pass(600ms);
    ASSERT_TRUE(entered && *entered);
}

TEST_F(TurnTest, TwoThatLeadToOneAnotherDoNotWaitForEver) {
    auto one = at("a.example"), two = at("b.example");
    std::optional<Result<void>> first;
    boost::asio::co_spawn(io, entering(*one, Url::parse("https://b.example/").value(), first), boost::asio::detached);
    enter(*two, "https://a.example/");
    pass(3s);
    ASSERT_TRUE(first && *first);
    ASSERT_TRUE(entered && *entered);
}

TEST_F(TurnTest, GivesUpAfterHalfAMinute) {
    auto there = at("b.example"), turn = at("a.example");
    enter(*turn, "https://b.example/feed");
    pass(31s);
    ASSERT_TRUE(entered && entered->has_error());
    EXPECT_EQ(entered->error().code, Errc::cancelled);
    EXPECT_FALSE(is_taken("a.example"));
    EXPECT_EQ(turn->put_off(), std::nullopt);
}

TEST_F(TurnTest, CountsEachRequestAtTheHostThatItWentTo) {
    auto turn = at("a.example");
    turn->attempted({.status = 302});
    enter(*turn, "https://feeds.b.example/feed");
    turn->attempted({.status = 200, .bytes = 7});
    at("")->attempted({.status = 200});  // a job that fetches nothing
    std::map<std::string, std::int64_t> requests;
    for (const HostTraffic& row : traffic.take()) requests[row.host] = row.counts.requests;
    EXPECT_EQ(requests, (std::map<std::string, std::int64_t>{{"a.example", 1}, {"b.example", 1}}));
}

TEST_F(TurnTest, IsPutOffByAHostThatRestsForLong) {
    hosts.rest("b.example", clock.now() + 1h);
    auto turn = at("a.example");
    enter(*turn, "https://b.example/feed");
    ASSERT_TRUE(entered && entered->has_error());
    EXPECT_EQ(turn->put_off(), clock.now() + 1h);
}

}  // namespace
}  // namespace newsbus::ingest
