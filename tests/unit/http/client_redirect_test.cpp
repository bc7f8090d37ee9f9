#include "fixture.h"

#include <gmock/gmock.h>

namespace newsbus::http {
namespace {

using testing::EndsWith;
using testing::StartsWith;

std::string to(const Url& url) {
    return "Location: " + url.str() + "\r\n";
}

TEST_F(ClientTest, FollowsRedirectsAndListsThem) {
    site.on("/a", "301 Moved Permanently", "Location: /b\r\n", "<a href=/b>moved</a>");
    site.on("/b", "307 Temporary Redirect", to(other.url("/c")), "");
    other.on("/c", "200 OK", "", "here");
    Result<Response> answer = get("/a");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "here");
    EXPECT_EQ(answer->url, other.url("/c"));
    EXPECT_EQ(answer->redirects,
              (std::vector<Redirect>{{301, site.url("/a"), site.url("/b")}, {307, site.url("/b"), other.url("/c")}}));
    EXPECT_EQ(answer->bytes_received, 24u);
    EXPECT_EQ(counted("newsbus_fetch_redirects_total"), 2);
    EXPECT_EQ(counted("newsbus_fetch_connections_total"), 2);
}

TEST_F(ClientTest, ARedirectWithoutTargetIsAnAnswer) {
    site.on("/a", "302 Found", "", "where to?");
    Result<Response> answer = get("/a");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 302);
    EXPECT_EQ(answer->body, "where to?");
}

TEST_F(ClientTest, EndsRedirectLoopsAndNamesThem) {
    site.on("/a", "302 Found", "Location: /b\r\n", "");
    site.on("/b", "302 Found", "Location: /a\r\n", "");
    Result<Response> answer = get("/a");
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(answer.error().what, site.url("/a").str() + ": redirected: " + site.url("/b").str() +
                                       ": redirect: goes round: " + site.url("/a").str() + " was visited before");
    EXPECT_EQ(site.requests().size(), 2u);
}

TEST_F(ClientTest, GivesUpAfterMaxRedirects) {
    for (int i = 0; i < 5; ++i)
        site.on("/" + std::to_string(i), "302 Found", "Location: /" + std::to_string(i + 1) + "\r\n", "");
    options.max_redirects = 3;
    restart();
    Result<Response> answer = get("/0");
    ASSERT_TRUE(answer.has_error());
    EXPECT_THAT(answer.error().what, EndsWith("/3: redirect: more than 3 in a row"));
    EXPECT_EQ(site.requests().size(), 4u);
}

TEST_F(ClientTest, HandsOverTheRedirectBeyondThoseThatARequestWants) {
    for (int i = 0; i < 5; ++i)
        site.on("/" + std::to_string(i), "302 Found", "Location: /" + std::to_string(i + 1) + "\r\n", "");
    site.on("/5", "200 OK", "", "here");
    Request request = this->request("/0");
    request.most_redirects = 5;
    EXPECT_EQ(fetch(request)->body, "here");
    request.most_redirects = 4;
    Result<Response> answer = fetch(request);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 302);
    EXPECT_EQ(answer->redirects.size(), 4u);
    options.max_redirects = 2;  // of the client: it follows no more
    restart();
    EXPECT_EQ(fetch(request)->redirects.size(), 2u);
}

TEST_F(ClientTest, HandsOverARedirectThatGoesRoundWhereARequestWantsFew) {
    site.on("/a", "302 Found", "Location: /b\r\n", "");
    site.on("/b", "302 Found", "Location: /a\r\n", "");
    Request request = this->request("/a");
    request.most_redirects = 5;
    EXPECT_EQ(fetch(request)->status, 302);
}

TEST_F(ClientTest, GivesAnotherOriginNoSecrets) {
    site.on("/same", "302 Found", "Location: /away\r\n", "");
    site.on("/away", "302 Found", to(other.url("/c")), "");
    Request wanted = request("/same");
    wanted.username = "user";
    wanted.password = "secret";
    wanted.headers = {{"Cookie", "session=1"}, {"X-Api-Key", "k"}, {"Accept-Language", "de"}};
    ASSERT_TRUE(fetch(wanted));
    ASSERT_EQ(site.requests().size(), 2u);
    for (const std::string& head : site.requests()) {
        EXPECT_EQ(header_of(head, "Authorization"), "Basic dXNlcjpzZWNyZXQ=");
        EXPECT_EQ(header_of(head, "Cookie"), "session=1");
    }
    const std::string& head = other.requests().at(0);
    EXPECT_EQ(header_of(head, "Authorization") + header_of(head, "Cookie") + header_of(head, "X-Api-Key"), "");
    EXPECT_EQ(header_of(head, "Accept-Language"), "de");
}

TEST_F(ClientTest, GivesAStrangerNoValidatorsAndTheAddressTheyCameFromAll) {
    site.on("/feed", "302 Found", to(other.url("/feed")), "");
    other.on("/feed", "304 Not Modified", "", "");
    Request wanted = request("/feed");
    wanted.takes_delta = true;
    const std::vector<std::string> origins = {"", other.url("/feed").str(), other.url("/login").str()};
    for (const std::string& from : origins) {
        wanted.validators = {"\"1\"", "yesterday", from};
        ASSERT_TRUE(fetch(wanted));
    }
    const std::vector<std::string> sent = {"", "\"1\"", ""};
    for (std::size_t i = 0; i < sent.size(); ++i) {
        EXPECT_EQ(header_of(site.requests().at(i), "If-None-Match"), "\"1\"");
        EXPECT_EQ(header_of(other.requests().at(i), "If-None-Match"), sent[i]);
        EXPECT_EQ(header_of(other.requests().at(i), "If-Modified-Since"), sent[i].empty() ? "" : "yesterday");
        EXPECT_EQ(header_of(other.requests().at(i), "A-IM"), sent[i].empty() ? "" : "feed");
    }
}

/// Answers `with` the cookie, and without it sends to `location` and sets it by `set_cookie`.
void want_cookie(Site& site, const std::string& path, const std::string& set_cookie, const std::string& location) {
    site.on(path, [&site, set_cookie, location](Site::Socket& socket) -> boost::asio::awaitable<void> {
        const bool seen = header_of(site.requests().back(), "Cookie").find("seen=1") != std::string::npos;
        std::string answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location +
                             "\r\nSet-Cookie: " + set_cookie + "\r\n\r\n";
        if (seen) answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere";
        co_await send(socket, answer);
    });
}

TEST_F(ClientTest, BringsACookieToThePageThatSentItAwayForOne) {
    want_cookie(site, "/a", "seen=1; Path=/", "/a");
    for (int time = 0; time < 2; ++time) {
        Result<Response> answer = get("/a");
        ASSERT_TRUE(answer) << answer.error().what;
        EXPECT_EQ(answer->body, "here");
        EXPECT_EQ(answer->redirects, (std::vector<Redirect>{{302, site.url("/a"), site.url("/a"), true}}));
    }
    // Nothing outlives the fetch: the second one began without the cookie.
    ASSERT_EQ(site.requests().size(), 4u);
    EXPECT_EQ(header_of(site.requests()[2], "Cookie"), "");
}

TEST_F(ClientTest, KeepsACookieOverTheHopsOfAFetchAndOnItsSite) {
    site.on("/start", "302 Found", to(other.url("/check")) + "Set-Cookie: mine=1\r\n", "");
    want_cookie(other, "/check", "seen=1; Path=/; HttpOnly", "/check");
    Result<Response> answer = get("/start");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "here");
    EXPECT_EQ(header_of(other.requests().at(0), "Cookie"), "");
    EXPECT_EQ(header_of(other.requests().at(1), "Cookie"), "seen=1");
}

TEST_F(ClientTest, ACookieThatIsSetAgainAndAgainIsStillALoop) {
    site.on("/a", "302 Found", "Location: /a\r\nSet-Cookie: other=1; Max-Age=100\r\n", "");
    Result<Response> answer = get("/a");
    ASSERT_TRUE(answer.has_error());
    EXPECT_THAT(answer.error().what,
                EndsWith(": redirect: goes round: " + site.url("/a").str() + " was visited before"));
    EXPECT_EQ(site.requests().size(), 2u);
}

TEST_F(ClientTest, CookiesThatChangeForEverEndAtMaxRedirects) {
    int count = 0;
    site.on("/a", [&count](Site::Socket& socket) -> boost::asio::awaitable<void> {
        std::string answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /a\r\nSet-Cookie: n=";
        answer += std::to_string(++count) + "\r\n\r\n";
        co_await send(socket, answer);
    });
    Result<Response> answer = get("/a");
    ASSERT_TRUE(answer.has_error());
    EXPECT_THAT(answer.error().what, EndsWith("/a: redirect: more than 8 in a row"));
    EXPECT_EQ(count, 9);
}

TEST_F(ClientTest, AConfiguredCookieIsTheOnlyOne) {
    site.on("/a", "302 Found", "Location: /b\r\nSet-Cookie: seen=1; Path=/\r\n", "");
    site.on("/b", "200 OK", "", "b");
    Request wanted = request("/a");
    wanted.headers = {{"cookie", "session=1"}};
    Result<Response> answer = fetch(wanted);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(header_of(site.requests().at(1), "Cookie"), "session=1");
    EXPECT_FALSE(answer->redirects.at(0).set_cookie);
}

TEST_F(ClientTest, TheGuardLooksAtEveryHop) {
    options.allow_networks = {"127.0.0.1"};
    restart();
    site.on("/a", "302 Found", to(other.url("/secret")), "");
    Result<Response> answer = get("/a");
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(
        answer.error().what,
        site.url("/a").str() + ": redirected: " + other.url("/secret").str() +
            ": connect: refused by the address guard: 127.0.0.2 is loopback; `allow_networks` permits what is meant");
    EXPECT_EQ(other.connections(), 0);
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "network"}), 1);
}

TEST_F(ClientTest, TheGuardLooksAtWhatANameResolvesTo) {
    options.allow_networks = {};
    restart();
    Request wanted;
    std::string at = site.authority();
    wanted.url = *Url::parse("http://localhost:" + at.substr(at.find(':') + 1) + "/");
    Result<Response> answer = fetch(wanted);
    ASSERT_TRUE(answer.has_error());
    EXPECT_THAT(answer.error().what, StartsWith(wanted.url.str() + ": connect: refused by the address guard: "));
    EXPECT_EQ(site.connections(), 0);
}

TEST_F(ClientTest, AKeptConnectionIsNoPermissionForAnotherSource) {
    options.allow_networks = {};
    restart();
    site.on("/a", "200 OK", "", "a");
    Request allowed = request("/a");
    allowed.allow_networks = {"127.0.0.1/32"};
    // In one run of the loop: the site would close the connection at its end.
    std::vector<Result<Response>> answers;
    run([&]() -> boost::asio::awaitable<void> {
        answers.push_back(co_await client->fetch(allowed));
        answers.push_back(co_await client->fetch(request("/a")));
    });
    EXPECT_TRUE(answers[0]) << answers[0].error().what;
    ASSERT_TRUE(answers[1].has_error());
    EXPECT_THAT(
        answers[1].error().what,
        EndsWith(
            ": connect: refused by the address guard: 127.0.0.1 is loopback; `allow_networks` permits what is meant"));
    EXPECT_EQ(site.requests().size(), 1u);
}

}  // namespace
}  // namespace newsbus::http
