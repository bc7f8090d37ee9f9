#include "cli/poll_view.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace newsbus::cli {
namespace {

boost::json::object object(const char* text) {
    return boost::json::parse(text).as_object();
}

TEST(PollView, SaysWhatBecomesOfASource) {
    struct Case {
        const char *promise, *line;
    };
    for (const Case& it : std::vector<Case>{
             {R"({"source":"a","poll":"now","due":"2026-11-27T08:00:00.5Z"})", "a: due now"},
             {R"({"source":"a","poll":"running","due":"2026-11-27T08:00:00Z"})", "a: is being polled"},
             {R"({"source":"a","poll":"soon","due":"2026-11-27T08:00:00.001Z"})",
              "a: was polled a moment ago, due at 2026-11-27T08:00:01Z (min_interval)"},
             {R"({"source":"a","poll":"rests","due":"2026-11-27T09:00:00Z"})",
              "a: its server asked to wait until 2026-11-27T09:00:00Z (Retry-After), --force polls it now"},
         })
        EXPECT_EQ(promise_line(object(it.promise)), it.line);
}

TEST(PollView, SaysWhatAPollBrought) {
    struct Case {
        const char *poll, *line;
    };
    for (
        const Case& it : std::vector<Case>{
            {R"({"source":"a","status":200,"new":3,"updated":1,"unchanged":27,"pages":0,"next":"2026-11-27T08:15:00Z"})",
             "a: HTTP 200, 3 new, 1 updated, 27 unchanged; next poll 2026-11-27T08:15:00Z"},
            {R"({"source":"a","status":200,"new":0,"updated":0,"unchanged":27,"pages":2,"next":"2026-11-27T08:15:00Z"})",
             "a: HTTP 200, 0 new, 0 updated, 27 unchanged, 2 more when their pages are fetched; next poll "
             "2026-11-27T08:15:00Z"},
            {R"({"source":"a","status":200,"new":1,"dropped":2,"duplicates":3,"leftOut":4,"pages":0,"next":"2026-11-27T08:15:00Z"})",
             "a: HTTP 200, 1 new, 0 updated, 0 unchanged, 2 dropped by plugins, 3 told before, 4 left out by backfill; "
             "next poll 2026-11-27T08:15:00Z"},
            {R"({"source":"a","status":304,"unchanged":0,"next":"2026-11-27T08:15:00Z"})",
             "a: HTTP 304, nothing changed; next poll 2026-11-27T08:15:00Z"},
            {R"({"source":"a","status":503,"why":"HTTP status 503 from http://x/","next":"2026-11-27T08:15:00Z"})",
             "a: failed: HTTP status 503 from http://x/; next poll 2026-11-27T08:15:00Z"},
            {R"({"source":"a","status":410,"why":"HTTP status 410"})",
             "a: failed: HTTP status 410; it is not polled again"},
        })
        EXPECT_EQ(polled_line(object(it.poll)), it.line);
}

TEST(PollView, ReadsWhatIsNoAnswerOfTheDaemonWithoutHarm) {
    EXPECT_EQ(promise_line({}), ": ");
    EXPECT_FALSE(has_failed(object(R"({"why": 3})")));
    EXPECT_EQ(polled_line(object(R"({"source": [], "status": "x", "next": "tomorrow"})")),
              ": HTTP 0, 0 new, 0 updated, 0 unchanged; it is not polled again");
}

}  // namespace
}  // namespace newsbus::cli
