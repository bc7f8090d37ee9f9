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
    std::vector<std::string> asked;
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
