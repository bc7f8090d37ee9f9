#include "fixture.h"

#include <gmock/gmock.h>

namespace newsbus::http {
namespace {

/// Notes whom it is asked for, and refuses some.
struct Porter final : Passage {
    boost::asio::awaitable<Result<void>> enter(const Url& url) override {
        asked.push_back(url.str());
        if (url.str() == refused) co_return Error{Errc::cancelled, "rests"};
        co_return Result<void>();
    }
    void attempted(const Attempt& attempt) override { attempts.push_back(attempt); }
    std::vector<std::string> asked;
    std::vector<Attempt> attempts;
    std::string refused;
};

struct ClientGateTest : ClientTest {
    ClientGateTest() {
        site.on("/a", "302 Found", "Location: /b\r\n", "");
        site.on("/b", "302 Found", "Location: " + other.url("/c").str() + "\r\n", "");
        other.on("/c", "200 OK", "", "here");
    }
    Result<Response> fetch_through(Porter& porter) {
        std::optional<Result<Response>> answer;
        run([&]() -> boost::asio::awaitable<void> {
            Request wanted = request("/a");
            answer = co_await client->fetch_through(porter, std::move(wanted));
        });
        return std::move(*answer);
    }
};

TEST_F(ClientGateTest, IsAskedBeforeEachRedirectIsFollowed) {
    Porter porter;
    Result<Response> answer = fetch_through(porter);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "here");
    EXPECT_THAT(porter.asked, testing::ElementsAre(site.url("/b").str(), other.url("/c").str()));
}

TEST_F(ClientGateTest, IsToldOfEachRequest) {
    Porter porter;
    ASSERT_TRUE(fetch_through(porter));
    EXPECT_THAT(porter.attempts, testing::ElementsAre(Attempt{.status = 302}, Attempt{.status = 302},
                                                      Attempt{.status = 200, .bytes = 4}));
    porter.attempts.clear();
    other.on("/c", "503 Service Unavailable", "Retry-After: 60\r\n", "");
    ASSERT_TRUE(fetch_through(porter));
    EXPECT_EQ(porter.attempts.at(2), (Attempt{.status = 503, .retry_after = true}));
}

TEST_F(ClientGateTest, IsToldOfRequestsThatBroughtNoAnswer) {
    Porter porter;
    other.on("/c", [](Site::Socket& socket) -> boost::asio::awaitable<void> {
        co_await send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        socket.close();
    });
    ASSERT_TRUE(fetch_through(porter).has_error());
    EXPECT_EQ(porter.attempts.at(2), (Attempt{.bytes = 4}));
}

TEST_F(ClientGateTest, IsToldOfNoRequestThatTheGuardRefused) {
    Porter porter;
    options.allow_networks = {"127.0.0.1/32"};
    restart();
    ASSERT_TRUE(fetch_through(porter).has_error());
    EXPECT_THAT(porter.attempts, testing::SizeIs(2));
}

TEST_F(ClientGateTest, EndsTheFetchWhenItRefuses) {
    Porter porter;
    porter.refused = other.url("/c").str();
    Result<Response> answer = fetch_through(porter);
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(answer.error().code, Errc::cancelled);
    EXPECT_EQ(answer.error().what, site.url("/a").str() + ": redirected: rests");
    EXPECT_THAT(other.requests(), testing::IsEmpty());
}

}  // namespace
}  // namespace newsbus::http
