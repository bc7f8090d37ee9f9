#include "cli/why_view.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

TEST(PrettyWhy, IsALineAnEventBelowTheNames) {
    json::object answer = json::parse(R"({"asked":"x","entries":[{"id":"0123456789abcdef0123456789abcdef",
        "url":"https://a.example/1","identifier":"tag:1","headline":"Bridge\u001b[31m to close",
        "sources":[{"source":"wire","firstSeen":"2026-11-22T03:00:00Z","lastSeen":"2026-11-23T03:00:00Z","version":1,
                    "keys":["1","2"],"verdict":"published, version 1"}],
        "events":[{"time":"2026-11-22T03:00:00Z","kind":"seen","source":"wire"},
                  {"time":"2026-11-22T03:00:00Z","kind":"note","source":"wire","what":"mine: no\nanswer","times":3,"first":"2026-11-21T03:00:00Z"},
                  {"time":"2026-11-22T03:00:01.500Z","kind":"updated","source":"wire","sequence":"00000000000000000007",
                   "topic":"article/updated/en/wire/","version":2,"bodyStatus":"full","wordCount":80,"changed":["headline","articleBody"]}]}]})")
                              .as_object();
    EXPECT_EQ(
        pretty_why(answer),
        "Bridge [31m to close\n"
        "  id          0123456789abcdef0123456789abcdef\n"
        "  url         https://a.example/1\n"
        "  identifier  tag:1\n"
        "  source      wire: published, version 1\n"
        "              seen 2026-11-22T03:00:00Z to 2026-11-23T03:00:00Z (exact to a day), known by 2 keys\n"
        "\n"
        "  2026-11-22T03:00:00Z      seen       for the first time, from wire\n"
        "  2026-11-22T03:00:00Z      note       mine: no answer (3 times, first 2026-11-21T03:00:00Z)\n"
        "  2026-11-22T03:00:01.500Z  updated    version 2, number 00000000000000000007, article/updated/en/wire/, "
        "body full, 80 words; changed: headline, articleBody\n");
}

TEST(NothingFound, TellsHowTheSourcesThatCouldHaveItAre) {
    json::object answer = json::parse(R"({"asked":"x","entries":[],"near":[
        {"id":"wire","relation":"a source of the same site","url":"https://a.example/feed","health":"failing",
         "reason":"the answer is empty","lastSuccess":"2026-11-22T03:00:00Z","articles":7,"notes":[]},
        {"id":"new","relation":"a source of the same site","url":"https://a.example/new","notes":[]}]})")
                              .as_object();
    EXPECT_EQ(nothing_found(answer),
              "wire is a source of the same site: https://a.example/feed\n"
              "  health failing: the answer is empty\n"
              "  last success 2026-11-22T03:00:00Z, next poll never, 7 articles so far\n"
              "new is a source of the same site: https://a.example/new\n"
              "  it was never looked at: the configuration is newer than the state\n");
    EXPECT_EQ(nothing_found({{"near", json::array()}}), "");
    EXPECT_FALSE(names_a_source(answer));
    EXPECT_FALSE(names_a_source({{"asked", ""}, {"near", json::array()}}));
    answer["asked"] = "wire";
    EXPECT_TRUE(names_a_source(answer));
}

}  // namespace
}  // namespace newsbus::cli
