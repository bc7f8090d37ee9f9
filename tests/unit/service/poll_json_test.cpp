#include "service/poll_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace newsbus::service {
namespace {

namespace json = boost::json;
using Whom = ledger::PollWish::Whom;

json::object object(const char* text) {
    return json::parse(text).as_object();
}

TEST(PollWish, NamesSourcesOrSaysWhich) {
    EXPECT_EQ(*poll_wish(object(R"({"sources": ["a", "b"]})")), (ledger::PollWish{Whom::named, {"a", "b"}}));
    EXPECT_EQ(*poll_wish(object(R"({"all": true, "force": true})")), (ledger::PollWish{Whom::all, {}, true}));
    EXPECT_EQ(*poll_wish(object(R"({"force": false, "failing": true, "all": false})")),
              (ledger::PollWish{Whom::failing, {}}));
}

TEST(PollWish, IsRefusedWhenItSaysAnythingElse) {
    for (const char* text :
         {R"({})", R"({"sources": "a"})", R"({"sources": [1]})", R"({"sources": ["a"], "all": true})",
          R"({"all": true, "failing": true})", R"({"all": false})", R"({"all": 1})", R"({"every": true})",
          R"({"sources": ["a"], "force": "yes"})", R"({"sources": ["a"], "wait": true})"}) {
        auto wish = poll_wish(object(text));
        ASSERT_TRUE(wish.has_error()) << text;
        EXPECT_EQ(wish.error().code, Errc::syntax) << text;
    }
}

TEST(PollWait, HasSourcesAndAMark) {
    EXPECT_EQ(*poll_wait(object(R"({"sources": ["a"], "mark": 7})")), (PollWait{{"a"}, 7}));
    for (const char* text : {R"({})", R"({"sources": ["a"]})", R"({"sources": ["a"], "mark": -1})",
                             R"({"sources": ["a"], "mark": "7"})", R"({"sources": ["a"], "mark": 7, "more": 1})"})
        EXPECT_TRUE(poll_wait(object(text)).has_error()) << text;
}

TEST(PollAnswer, SaysWhatBecomesOfEachSource) {
    TimePoint due = *parse_rfc3339("2026-11-27T08:15:00Z");
    std::vector<ledger::PollPromise> promises{{"a", ledger::PollPromise::Kind::rests, due},
                                              {"b", ledger::PollPromise::Kind::unknown, {}}};
    EXPECT_EQ(json::serialize(promises_json(promises, 3)),
              R"({"sources":[{"source":"a","poll":"rests","due":"2026-11-27T08:15:00Z"},)"
              R"({"source":"b","poll":"unknown"}],"mark":3})");
}

TEST(PollAnswer, SaysWhatAPollBrought) {
    ingest::VisitReport report;
    report.source = "a";
    report.status = 500;
    report.took = Duration(87);
    report.why = "HTTP status 500";
    EXPECT_EQ(
        json::serialize(polls_json({&report, 1})),
        R"({"polls":[{"source":"a","status":500,"bytes":0,"ms":87,"new":0,"updated":0,"unchanged":0,"dropped":0,"duplicates":0,)"
        R"("leftOut":0,"pages":0,)"
        R"("why":"HTTP status 500"}]})");
}

}  // namespace
}  // namespace newsbus::service
