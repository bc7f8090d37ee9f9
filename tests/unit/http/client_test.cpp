#include "http/client.h"

#include "fixture.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>

namespace newsbus::http {

namespace asio = boost::asio;

ClientTest::ClientTest() {
    options.contact = "https://example.org/bot";
    options.allow_networks = {"127.0.0.0/8"};
    restart();
}

void ClientTest::restart() {
    client = *Client::make(io.get_executor(), options, counters);
}

ClientTest::~ClientTest() {
    EXPECT_EQ(counted("newsbus_fetches_in_flight"), 0);
    EXPECT_EQ(counted("newsbus_fetches_paused"), 0);
    EXPECT_EQ(counted("newsbus_bodies_in_flight_bytes"), 0);
}

std::int64_t ClientTest::counted(const std::string& name, Label label) const {
    return counters.value(name, label);
}

Request ClientTest::request(const std::string& path) const {
    Request request;
    request.url = site.url(path);
    return request;
}

Result<Response> ClientTest::fetch(Request wanted) {
    std::vector<Request> one;
    one.push_back(std::move(wanted));
    return std::move(fetch_all(std::move(one)).front());
}

Result<Response> ClientTest::get(const std::string& path) {
    return fetch(request(path));
}

std::vector<Result<Response>> ClientTest::fetch_all(std::vector<Request> requests) {
    std::vector<Result<Response>> answers(requests.size(), Error{Errc::cancelled, "never ended"});
    auto fetch_one = [](Client& from, Request wanted, Result<Response>& answer) -> asio::awaitable<void> {
        answer = co_await from.fetch(std::move(wanted));
    };
    run([&]() -> asio::awaitable<void> {
        TaskGroup fetches(io.get_executor());
        for (std::size_t i = 0; i < requests.size(); ++i)
            fetches.spawn("fetch", fetch_one(*client, std::move(requests[i]), answers[i]));
        co_await fetches.join();
    });
    return answers;
}

void ClientTest::run(std::function<asio::awaitable<void>()> script) {
    auto main = [&]() -> asio::awaitable<void> {
        TaskGroup sites(io.get_executor());
        sites.spawn("site", site.run());
        sites.spawn("other", other.run());
        co_await script();
        sites.cancel();
        co_await sites.join();
    };
    io.restart();
    asio::co_spawn(io, main(), [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    io.run();
}

namespace {

TEST_F(ClientTest, GetsABodyWithItsHeadersAndSaysWhoAsks) {
    site.on("/feed", "200 OK", "Content-Type: application/rss+xml\r\nX-Odd:  two words \r\n", "hello");
    Request wanted = request("/feed");
    wanted.accept = "application/rss+xml, */*;q=0.1";
    Result<Response> answer = fetch(wanted);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "hello");
    EXPECT_EQ(answer->bytes_received, 5u);
    EXPECT_EQ(answer->url, site.url("/feed"));
    EXPECT_EQ(answer->header("content-type"), "application/rss+xml");
    EXPECT_EQ(answer->header("x-odd"), "two words");
    EXPECT_TRUE(answer->redirects.empty());
    const std::string& head = site.requests().at(0);
    EXPECT_EQ(header_of(head, "User-Agent"), "newsbus/0.1.0 (+https://example.org/bot)");
    EXPECT_EQ(header_of(head, "Accept"), "application/rss+xml, */*;q=0.1");
    EXPECT_EQ(header_of(head, "Accept-Encoding"), "deflate, gzip, br, zstd");
    EXPECT_EQ(header_of(head, "Cookie") + header_of(head, "Authorization") + header_of(head, "If-None-Match"), "");
}

TEST_F(ClientTest, SendsValidatorsByteForByteAndTakesA304AsAnAnswer) {
    site.on("/feed", "304 Not Modified", "ETag: \"new\"\r\n", "");
    Request wanted = request("/feed");
    wanted.validators = {"W/\"odd  \xe9, \\\"\"", "Sat, 21 nov 2026 10:00:00 +0000"};
    Result<Response> answer = fetch(wanted);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 304);
    EXPECT_EQ(answer->header("etag"), "\"new\"");
    EXPECT_EQ(header_of(site.requests().at(0), "If-None-Match"), wanted.validators.etag);
    EXPECT_EQ(header_of(site.requests().at(0), "If-Modified-Since"), wanted.validators.last_modified);
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "not_modified"}), 1);
}

TEST_F(ClientTest, AsksForNewEntriesAloneOnlyWhereItSaysWhichAreKnown) {
    site.on("/feed", "226 IM Used", "IM: feed\r\n", "<rss/>");
    Request wanted = request("/feed");
    wanted.takes_delta = true;
    Result<Response> answer = fetch(wanted);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 226);
    wanted.validators = {"", "yesterday"};
    ASSERT_TRUE(fetch(wanted));
    wanted.validators = {"\"1\"", ""};
    ASSERT_TRUE(fetch(wanted));
    wanted.headers = {{"a-im", "identity"}};  // the operator has the last word
    ASSERT_TRUE(fetch(wanted));
    wanted.headers.clear();
    wanted.takes_delta = false;
    ASSERT_TRUE(fetch(wanted));
    std::vector<std::string> asked;
    for (const std::string& head : site.requests()) asked.push_back(header_of(head, "A-IM"));
    EXPECT_EQ(asked, (std::vector<std::string>{"", "", "feed", "identity", ""}));
}

TEST_F(ClientTest, AnErrorStatusIsAnAnswerToo) {
    site.on("/gone", "410 Gone", "", "it was here");
    Result<Response> answer = get("/gone");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 410);
    EXPECT_EQ(answer->body, "it was here");
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "http_error"}), 1);
}

TEST_F(ClientTest, UsesTheConfiguredProxyAndNoneFromTheEnvironment) {
    setenv("http_proxy", ("http://" + other.authority()).c_str(), 1);
    site.on("/a", "200 OK", "", "direct");
    other.on(site.url("/a").str(), "200 OK", "", "through the proxy");
    Result<Response> answer = get("/a");
    unsetenv("http_proxy");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "direct");
    options.proxy = "http://" + other.authority();
    answer->account.reset();
    ASSERT_TRUE(client->apply(options));
    EXPECT_EQ(get("/a")->body, "through the proxy");
}

TEST_F(ClientTest, BadOptionsChangeNothing) {
    site.on("/a", "200 OK", "", "still allowed");
    Options bad = options;
    bad.allow_networks = {"127.0.0.0/33"};
    Result<void> applied = client->apply(bad);
    ASSERT_TRUE(applied.has_error());
    EXPECT_EQ(applied.error().code, Errc::config);
    EXPECT_TRUE(get("/a"));
}

}  // namespace
}  // namespace newsbus::http
