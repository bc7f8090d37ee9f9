#include "fixture.h"

#include <gmock/gmock.h>
#include <boost/asio/post.hpp>

#include <thread>

namespace newsbus::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::EndsWith;

constexpr std::uint64_t kib = 1 << 10;

struct BudgetTest : ClientTest {
    BudgetTest() {
        options.max_in_flight = 256 * kib;
        restart();
        site.on("/body", "200 OK", "", std::string(200 * kib, 'b'));
        site.on("/huge", "200 OK", "", std::string(400 * kib, 'h'));
        site.on("/small", "200 OK", "", "s");
    }

    /// Lets the event loop turn until `done` says so; the fetches' own time limits bound it.
    template <class Done>
    static asio::awaitable<void> until(Done done) {
        while (!done()) co_await asio::post(asio::use_awaitable);
    }

    /// Fetches `path` `count` times at once, dropping each body as soon as it is there. Gives back the largest number
    /// of bytes in flight that a reader saw.
    std::int64_t fetch_and_drop(const std::string& path, int count) {
        std::int64_t most = 0;
        auto fetch_one = [](BudgetTest& test, Request wanted, std::int64_t& seen) -> asio::awaitable<void> {
            Result<Response> answer = co_await test.client->fetch(std::move(wanted));
            EXPECT_TRUE(answer) << answer.error().what;
            seen = std::max(seen, test.counted("newsbus_bodies_in_flight_bytes"));
        };
        run([&]() -> asio::awaitable<void> {
            TaskGroup fetches(io.get_executor());
            for (int i = 0; i < count; ++i) fetches.spawn("fetch", fetch_one(*this, request(path), most));
            co_await fetches.join();
        });
        return most;
    }
};

TEST_F(BudgetTest, MoreBodiesThanFitAllArriveWithinTheBudget) {
    std::int64_t most = fetch_and_drop("/body", 12);
    EXPECT_GT(counted("newsbus_fetch_pauses_total"), 0);
    // The budget, one body, and what each socket had ready when its owner was paused.
    EXPECT_LE(most, static_cast<std::int64_t>((256 + 200 + 12 * 64) * kib));
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "ok"}), 12);
}

TEST_F(BudgetTest, BodiesThatComeAtOnceWaitForTheirTurnAndAllArrive) {
    // 3 MiB in one turn of curl: 24 zstd blocks of 4 bytes each.
    std::string bomb("\x28\xb5\x2f\xfd\x00\x48", 6);
    for (int i = 1; i <= 24; ++i) bomb += std::string(i == 24 ? "\x03\x00\x10x" : "\x02\x00\x10x", 4);
    site.on("/dense", "200 OK", "Content-Encoding: zstd\r\n", bomb);
    std::int64_t most = fetch_and_drop("/dense", 10);
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "ok"}), 10);
    EXPECT_EQ(counted("newsbus_fetches_paused"), 0);
    EXPECT_LE(most, static_cast<std::int64_t>((256 + 3072 + 10 * 1024) * kib));
}

TEST_F(BudgetTest, BodiesLargerThanTheWholeBudgetArriveOneByOne) {
    fetch_and_drop("/huge", 6);
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "ok"}), 6);
}

TEST_F(BudgetTest, ABodyWaitsUntilAReaderGivesItsBytesBack) {
    Result<Response> first = Error{}, second = Error{};
    run([&]() -> asio::awaitable<void> {
        first = co_await client->fetch(request("/huge"));
        auto fetch_second = [](BudgetTest& test, Result<Response>& out) -> asio::awaitable<void> {
            out = co_await test.client->fetch(test.request("/body"));
        };
        TaskGroup fetches(io.get_executor());
        fetches.spawn("second", fetch_second(*this, second));
        co_await until([&] { return counted("newsbus_fetches_paused") == 1; });
        // As a reader on the CPU pool does it.
        std::thread reader([account = std::exchange(first->account, {})]() mutable { account.reset(); });
        reader.join();
        co_await fetches.join();
    });
    ASSERT_TRUE(second) << second.error().what;
    EXPECT_EQ(second->body.size(), 200 * kib);
}

TEST_F(BudgetTest, BodiesWaitWhileAVisitTakesMemoryForWhatItFetchedAndSmallOnesDoNot) {
    run([&]() -> asio::awaitable<void> {
        std::shared_ptr<void> charged = client->charge(300 * kib);
        EXPECT_EQ(counted("newsbus_bodies_in_flight_bytes"), static_cast<std::int64_t>(300 * kib));
        TaskGroup fetches(io.get_executor());
        bool arrived = false;
        auto fetch_one = [](BudgetTest& test, bool& done) -> asio::awaitable<void> {
            EXPECT_TRUE(co_await test.client->fetch(test.request("/body")));
            done = true;
        };
        fetches.spawn("fetch", fetch_one(*this, arrived));
        co_await until([this] { return counted("newsbus_fetches_paused") == 1; });
        EXPECT_TRUE(co_await client->fetch(request("/small"))) << "it waits for nobody";
        EXPECT_FALSE(arrived);
        charged.reset();
        co_await fetches.join();
        EXPECT_TRUE(arrived);
    });
}

TEST_F(BudgetTest, WaitingForReadersEndsWithAnErrorThatSaysSo) {
    options.timeout = 300ms;
    restart();
    Result<Response> first = Error{}, second = Error{};
    run([&]() -> asio::awaitable<void> {
        first = co_await client->fetch(request("/huge"));
        second = co_await client->fetch(request("/body"));
    });
    ASSERT_TRUE(second.has_error());
    EXPECT_EQ(second.error().code, Errc::cancelled);  // no failure of the server
    EXPECT_THAT(second.error().what, EndsWith(": waited 300ms for room among the bodies in flight (max_in_flight)"));
}

TEST_F(BudgetTest, AnswersWithoutABodyNeverWait) {
    site.on("/same", "304 Not Modified", "", "");
    Result<Response> first = Error{}, second = Error{};
    run([&]() -> asio::awaitable<void> {
        first = co_await client->fetch(request("/huge"));
        second = co_await client->fetch(request("/same"));
    });
    EXPECT_TRUE(second) << second.error().what;
    EXPECT_EQ(counted("newsbus_fetch_pauses_total"), 0);
}

TEST_F(BudgetTest, ALeaseMayOutliveTheClient) {
    Result<Response> answer = get("/body");
    ASSERT_TRUE(answer);
    EXPECT_EQ(counted("newsbus_bodies_in_flight_bytes"), 200 * 1024);
    client.reset();
    EXPECT_EQ(counted("newsbus_bodies_in_flight_bytes"), 200 * 1024);
    answer->account.reset();
    EXPECT_EQ(counted("newsbus_bodies_in_flight_bytes"), 0);
}

TEST_F(BudgetTest, CancellationInTheMiddleLeavesNothingBehind) {
    auto half = [](Site::Socket& socket) -> asio::awaitable<void> {
        co_await send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(50'000, 'h'));
    };
    site.on("/half", half);
    Result<Response> later = Error{};
    bool went_on = false;
    run([&]() -> asio::awaitable<void> {
        auto fetch_half = [](BudgetTest& test, bool& next) -> asio::awaitable<void> {
            Result<Response> answer = co_await test.client->fetch(test.request("/half"));
            EXPECT_EQ(answer.error(), (Error{Errc::cancelled, test.site.url("/half").str() + ": cancelled"}));
            co_await asio::post(asio::use_awaitable);  // throws: the task is cancelled
            next = true;
        };
        TaskGroup fetches(io.get_executor());
        for (int i = 0; i < 8; ++i) fetches.spawn("half", fetch_half(*this, went_on));
        co_await until([&] { return counted("newsbus_fetches_paused") > 0; });
        EXPECT_EQ(counted("newsbus_fetches_in_flight"), 8);
        fetches.cancel();
        co_await fetches.join();
        EXPECT_EQ(counted("newsbus_fetches_in_flight"), 0);
        EXPECT_EQ(counted("newsbus_bodies_in_flight_bytes"), 0);
        later = co_await client->fetch(request("/small"));
    });
    EXPECT_FALSE(went_on);
    EXPECT_TRUE(later) << later.error().what;
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "cancelled"}), 8);
}

}  // namespace
}  // namespace newsbus::http
