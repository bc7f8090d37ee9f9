#include "service/probe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <chrono>

namespace newsbus::service {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

const TimePoint now = *parse_rfc3339("2026-11-22T03:00:00Z");

class ProbeReport : public testing::Test {
protected:
    ProbeReport() {
        options.id = "wire";
        options.url = "https://news.example/feed";
        options.headers = {{"X-Key", "secret-key"}, {"Accept-Language", "de"}};
        answer.status = 200;
        answer.url = Url::parse(options.url).value();
        answer.headers = {{"content-type", "text/xml"}, {"etag", "\"1\""}, {"content-encoding", "gzip"}};
        answer.body =
            "<rss><channel><title>Wire</title>"
            "<item><title>Old</title><guid>1</guid><pubDate>Sat, 21 Nov 2026 00:00:00 GMT</pubDate></item>"
            "<item><title>New</title><guid>2</guid><link>https://news.example/2</link>"
            "<pubDate>Sun, 22 Nov 2026 00:00:00 GMT</pubDate></item></channel></rss>";
        answer.bytes_received = 100;
    }

    json::object report(Result<Response> got) {
        auto source = source::make_source(options);
        Probe probe{*source, {}, true};
        probe.job.url = options.url;
        probe.job.state.url = options.url;
        probe.now = now;
        http::Hop hop{
            answer.url,
            "GET /feed HTTP/1.1\r\nX-KEY: secret-key\r\nAuthorization: Basic abc\r\nAccept-Language: de\r\n\r\n",
            "HTTP/1.1 200 OK\r\nSet-Cookie: sid=abc\r\nX-Odd: \x1b[31m\r\n\r\n", "192.0.2.1 port 443"};
        return probe_report(probe, {{hop}, std::move(got)});
    }

    source::Options options;
    Response answer;
};

TEST_F(ProbeReport, TellsWhatAFirstPollWouldPublishNewestFirst) {
    json::object told = report(answer);
    EXPECT_TRUE(probe_succeeded(told));
    const json::array& articles = told.at("articles").as_array();
    ASSERT_EQ(articles.size(), 2u);
    EXPECT_EQ(articles[0].at("headline").as_string(), "New");
    EXPECT_EQ(articles[0].at("event").as_string(), "backfill");
    EXPECT_TRUE(articles[0].at("page").as_bool());
    EXPECT_FALSE(articles[1].at("page").as_bool()) << "it has no page";
    EXPECT_EQ(told.at("document").at("format").as_string(), "rss2.0");
    EXPECT_EQ(told.at("answer").at("charset").as_string(), "utf-8");
    EXPECT_EQ(told.at("answer").at("headers").at("content-encoding").as_string(), "gzip");
}

TEST_F(ProbeReport, TellsWhatBackfillLeavesOut) {
    options.backfill = 1;
    json::object told = report(answer);
    EXPECT_EQ(told.at("articles").at(0).at("event").as_string(), "backfill");
    EXPECT_EQ(told.at("articles").at(1).at("event").as_string(), "none");
}

TEST_F(ProbeReport, TellsWhatWasRepairedAndLeftOut) {
    answer.body =
        "<rss><channel><title>Wire & more</title><item><title>One</title></item><item></item></channel></rss>";
    json::object told = report(answer);
    EXPECT_EQ(told.at("document").at("entries").to_number<int>(), 2);
    EXPECT_EQ(told.at("articles").as_array().size(), 1u);
    EXPECT_THAT(json::serialize(told.at("document").at("problems")),
                HasSubstr("left out, without id, link, title and summary: 1 entries"));
}

TEST_F(ProbeReport, HidesWhatMayBeASecret) {
    json::object told = report(answer);
    EXPECT_EQ(told.at("requests").at(0).at("sent"),
              json::value({"GET /feed HTTP/1.1", "X-KEY: (hidden)", "Authorization: (hidden)", "Accept-Language: de"}));
    EXPECT_EQ(told.at("requests").at(0).at("answer"),
              json::value({"HTTP/1.1 200 OK", "Set-Cookie: (hidden)", "X-Odd: [31m"}));
    EXPECT_THAT(json::serialize(told), Not(HasSubstr("secret")));
}

TEST_F(ProbeReport, OfAFailureHasTheErrorAndTheNextPoll) {
    for (const Result<Response>& got :
         {Result<Response>(Error{Errc::network, "https://news.example/feed: connect: refused"})}) {
        json::object told = report(got);
        EXPECT_FALSE(probe_succeeded(told));
        EXPECT_EQ(told.at("error").as_string(), "https://news.example/feed: connect: refused");
        EXPECT_EQ(told.at("health").as_string(), "failing");
        EXPECT_THAT(std::string(told.at("next").at("why").as_string()), HasSubstr("in 15m"));
        EXPECT_FALSE(told.contains("document"));
    }
    answer.body = "";
    EXPECT_EQ(report(answer).at("error").as_string(), "https://news.example/feed: the answer is empty");
}

TEST_F(ProbeReport, OfTheSecondRequestSaysWhetherValidatorsHelp) {
    Response second = answer;
    auto verdict = [&] {
        return std::string(probe_again({"\"1\"", ""}, answer, {{}, second}).at("verdict").as_string());
    };
    EXPECT_THAT(verdict(), HasSubstr("ignores validators"));
    second.body += " ";
    EXPECT_THAT(verdict(), HasSubstr("changed between"));
    second.status = 304;
    EXPECT_THAT(verdict(), HasSubstr("not modified"));
    second.status = 500;
    EXPECT_THAT(verdict(), HasSubstr("another status"));
    EXPECT_EQ(probe_again({}, answer, {{}, Error{Errc::timeout, "late"}}).at("verdict").as_string(), "failed: late");
}

}  // namespace
}  // namespace newsbus::service
