#include "ingest/rest.h"

#include "visiting.h"

#include <gtest/gtest.h>

namespace newsbus::ingest::test {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Response answer(int code, Headers headers = {}, const std::string& url = "https://news.courier.example/feed") {
    Response response = status(code, std::move(headers));
    response.url = Url::parse(url).value();
    return response;
}

std::optional<Rest> rest(const Response& response, std::optional<TimePoint> due = now + 15min,
                         source::Options options = {}) {
    options.id = "courier";
    return rest_after(options, response, now, due);
}

TEST(HostRest, IsAskedForByTooManyRequestsAndByUnavailableForATime) {
    for (int code : {200, 304, 403, 404, 500, 502, 503, 504}) EXPECT_EQ(rest(answer(code)), std::nullopt) << code;
    EXPECT_EQ(rest(answer(200, {{"retry-after", "60"}})), std::nullopt) << "that holds for the source alone";
    EXPECT_EQ(rest(answer(503, {{"retry-after", "soon"}})), std::nullopt);
    ASSERT_TRUE(rest(answer(503, {{"retry-after", "3600"}})));
    EXPECT_EQ(rest(answer(503, {{"retry-after", "3600"}}))->until, now + 1h);
    EXPECT_EQ(rest(answer(429, {{"retry-after", "120"}}))->until, now + 2min);
}

TEST(HostRest, IsOfTheRegistrableDomainThatAnswered) {
    const Rest told = rest(answer(429, {}, "https://cdn.elsewhere.example/x")).value();
    EXPECT_EQ(told.host, "elsewhere.example");
    EXPECT_EQ(told.since, now);
    EXPECT_EQ(rest(answer(429))->host, "courier.example");
}

TEST(HostRest, LastsAsLongAsTheSourceStaysAwayWhenNobodySays) {
    EXPECT_EQ(rest(answer(429), now + 2h)->until, now + 2h);
    EXPECT_EQ(rest(answer(429), now + 24h)->until, now + 6h);
    EXPECT_EQ(rest(answer(429), now + 5s)->until, now + 15min) << "a page is tried again sooner than a host rests";
    EXPECT_EQ(rest(answer(429), {})->until, now + 15min);
}

TEST(HostRest, IsTheSourcesAffairWhereTheOperatorSaysSo) {
    source::Options options;
    options.host_rest = source::HostRest::source;
    EXPECT_EQ(rest(answer(429), now + 1h, options), std::nullopt);
}

TEST(HostRest, SparesPrivateAddresses) {
    for (const char* url : {"http://127.0.0.1/feed", "http://[::1]:8080/feed", "http://10.1.2.3/feed",
                            "http://192.168.1.1/", "http://localhost/feed", "http://a.localhost/feed"})
        EXPECT_EQ(rest(answer(429, {{"retry-after", "60"}}, url)), std::nullopt) << url;
    EXPECT_TRUE(rest(answer(429, {}, "http://9.9.9.9/feed")));
}

TEST(HostRest, SaysWhoWasToldWhat) {
    EXPECT_EQ(rest(answer(429, {{"retry-after", "120"}}))->why, "courier answered 429, Retry-After 2m");
}

}  // namespace
}  // namespace newsbus::ingest::test
