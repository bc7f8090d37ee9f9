#include "message/replay_protocol.h"

#include <gtest/gtest.h>

namespace newsbus::message {
namespace {

TEST(ReplayProtocol, ReadsARequestWithAllItsKeys) {
    auto parsed = parse_request(R"({"request":"r1","after":"00000000000000000041","until":"99","topics":["article/"],)"
                                R"("since":"2026-01-31T12:00:00Z","limit":10,"epoch":"e1"})");
    auto* request = std::get_if<ReplayRequest>(&parsed);
    ASSERT_TRUE(request) << std::get<ReplayRefusal>(parsed).why;
    ReplayRequest expected{"r1", 41, 99, parse_rfc3339("2026-01-31T12:00:00Z"), {"article/"}, 10, "e1"};
    EXPECT_EQ(*request, expected);
    EXPECT_EQ(std::get<ReplayRequest>(parse_request(to_json(expected))), expected);
}

TEST(ReplayProtocol, ARequestNeedsOnlyAName) {
    auto parsed = parse_request(R"({"request":""})");
    EXPECT_EQ(std::get<ReplayRequest>(parsed), (ReplayRequest{"", 0, {}, {}, {}, default_page}));
}

TEST(ReplayProtocol, ALimitBeyondTheLargestPageIsReadAsThat) {
    auto parsed = parse_request(R"({"request":"r","limit":99999999999})");
    EXPECT_EQ(std::get<ReplayRequest>(parsed).limit, largest_page);
}

TEST(ReplayProtocol, RefusesALongRequestUnread) {
    auto parsed = parse_request(std::string(longest_request + 1, '['));
    EXPECT_EQ(std::get<ReplayRefusal>(parsed).why, "the request is longer than 65536 bytes");
}

TEST(ReplayProtocol, AnEmptyPrefixMeansEverything) {
    auto parsed = parse_request(R"({"request":"r","topics":["article/",""]})");
    EXPECT_TRUE(std::get<ReplayRequest>(parsed).topics.empty());
}

TEST(ReplayProtocol, RefusesABadRequestByNameAndSaysWhichKey) {
    struct Case {
        const char *text, *name, *why;
    };
    for (const Case& bad : {
             Case{"", "", "not a JSON object"},
             {"[]", "", "not a JSON object"},
             {"{\"request\":\"r\"", "", "not a JSON object"},
             {R"({"after":"1"})", "", "request:"},
             {R"({"request":1})", "", "request:"},
             {R"({"request":"r","after":1})", "r", "after:"},
             {R"({"request":"r","after":"-1"})", "r", "after:"},
             {R"({"request":"r","after":"99999999999999999999"})", "r", "after:"},
             {R"({"request":"r","until":"x"})", "r", "until:"},
             {R"({"request":"r","since":"yesterday"})", "r", "since:"},
             {R"({"request":"r","topics":"article/"})", "r", "topics:"},
             {R"({"request":"r","topics":[1]})", "r", "topics:"},
             {R"({"request":"r","epoch":1})", "r", "epoch:"},
             {R"({"request":"r","limit":0})", "r", "limit:"},
             {R"({"request":"r","limit":-5})", "r", "limit:"},
             {R"({"request":"r","limit":"5"})", "r", "limit:"},
             {R"({"request":"r","topic":"article/"})", "r", "unknown key `topic`"},
         }) {
        auto parsed = parse_request(bad.text);
        auto* refusal = std::get_if<ReplayRefusal>(&parsed);
        ASSERT_TRUE(refusal) << bad.text;
        EXPECT_EQ(refusal->name, bad.name) << bad.text;
        EXPECT_NE(refusal->why.find(bad.why), std::string::npos) << bad.text << ": " << refusal->why;
    }
}

TEST(ReplayProtocol, RefusesDeepNestingWithoutRecursion) {
    EXPECT_TRUE(std::holds_alternative<ReplayRefusal>(parse_request(std::string(60'000, '['))));
}

TEST(ReplayProtocol, AnswersReadBack) {
    ReplayEnd end{"r1", 50, 3, 60, 10, true, "e1"};
    auto read = parse_answer(to_json(end));
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<ReplayEnd>(*read), end);
    ReplayRefusal refusal{"r2", "limit: must be a number of at least 1"};
    auto refused = parse_answer(to_json(refusal));
    ASSERT_TRUE(refused);
    EXPECT_EQ(std::get<ReplayRefusal>(*refused), refusal);
    for (const char* bad : {"", "{}", R"({"end":"r"})", "[1]"}) EXPECT_FALSE(parse_answer(bad)) << bad;
}

}  // namespace
}  // namespace newsbus::message
