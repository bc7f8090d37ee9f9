#include "service/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include <thread>

namespace newsbus::service {
namespace {

namespace json = boost::json;
using testing::ElementsAre;

struct CommandsTest : testing::Test {
    /// Gives back what was sent.
    static asio::awaitable<Result<json::object>> echo(json::object asked) { co_return asked; }

    static asio::awaitable<Result<json::object>> refuse(json::object) {
        co_return Error{Errc::syntax, "\"sources\": not a list"};
    }

    /// Waits for a stop and says so, as a command must.
    asio::awaitable<Result<json::object>> wait(json::object) {
        co_await asio::this_coro::throw_if_cancelled(false);
        asio::steady_timer never(io, asio::steady_timer::time_point::max());
        co_await never.async_wait(asio::as_tuple(asio::use_awaitable));
        co_return json::object{{"left", true}};
    }

    void begin(const char* path, json::object asked = {}) {
        commands.begin(path, std::move(asked), [this](Result<json::object> done) {
            answers.push_back(done ? json::serialize(*done) : done.error().what);
            on_io &= std::this_thread::get_id() == io_thread;
        });
    }
    void stop() {
        commands.stop();
        tasks.spawn("join", commands.join());
        io.run();
    }

    asio::io_context io;
    std::thread::id io_thread = std::this_thread::get_id();
    std::vector<std::string> answers;
    bool on_io = true;
    Commands commands{io.get_executor(), {{"/echo", echo}, {"/refuse", refuse}, {"/wait", [this](json::object asked) {
                                                                                     return wait(std::move(asked));
                                                                                 }}}};
    TaskGroup tasks{io.get_executor()};
};

TEST_F(CommandsTest, AreCarriedOutOnTheIoThreadWhoeverAsks) {
    std::jthread([this] {
        begin("/echo", {{"n", 7}});
        begin("/refuse");
    }).join();
    EXPECT_THAT(answers, ElementsAre());
    io.run();
    EXPECT_THAT(answers, ElementsAre(R"({"n":7})", "\"sources\": not a list"));
    EXPECT_TRUE(on_io);
    io.restart();
    stop();
}

TEST_F(CommandsTest, UnderWayAreEndedByAStopAndStillAnswered) {
    begin("/wait");
    begin("/wait");
    io.poll();
    EXPECT_THAT(answers, ElementsAre());
    stop();
    EXPECT_THAT(answers, ElementsAre(R"({"left":true})", R"({"left":true})"));
}

TEST_F(CommandsTest, AreRefusedAfterAStop) {
    begin("/echo");  // asked before, looked at after
    stop();
    io.restart();
    begin("/wait");
    io.run();
    EXPECT_THAT(answers, ElementsAre("the daemon is stopping", "the daemon is stopping"));
}

}  // namespace
}  // namespace newsbus::service
