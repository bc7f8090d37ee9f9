#include "service/roundup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

const TimePoint now = *parse_rfc3339("2026-11-27T08:00:00Z");
const SteadyTime start{};

struct RoundupTest : testing::Test {
    /// Sources s0, s1, ...: the first `due` were never polled, the others are `health` and due later.
    void begin(int count, int due, Health health = Health::ok, const std::string& reason = "") {
        std::vector<store::SourceStatus> sources;
        for (int i = 0; i < count; ++i) {
            store::SourceStatus source;
            source.id = "s" + std::to_string(i);
            source.next_due = now + 5s;
            if (i >= due) {
                source.state.last_attempt = now - 1min;
                source.state.health = health;
                source.state.reason = reason;
            }
            sources.push_back(source);
        }
        roundup.begin(sources, now, start);
    }

    void polled(int source, Health health, const std::string& reason = "") {
        ingest::VisitReport report;
        report.source = "s" + std::to_string(source);
        report.health = health;
        report.reason = reason;
        roundup.add(report);
    }

    /// The line that is written at this moment, "" for none.
    std::string line(SteadyTime at) {
        auto taken = roundup.take(at);
        return taken ? log::as_text(*taken) : "";
    }

    Roundup roundup;
};

TEST_F(RoundupTest, WaitsUntilEverySourceHadItsTurn) {
    begin(3, 2);
    polled(0, Health::ok);
    EXPECT_EQ(line(start + 1s), "");
    polled(1, Health::ok);
    EXPECT_EQ(line(start + 2s), "sources ok=3");
    EXPECT_EQ(line(start + 3s), "");
    EXPECT_EQ(line(start + 1h), "");
}

TEST_F(RoundupTest, NamesTheMostFrequentReasons) {
    begin(28, 28);
    for (int i = 0; i < 28; ++i) {
        std::string host = "https://h" + std::to_string(i) + ".example/feed";
        if (i < 9)
            polled(i, Health::blocked, "HTTP status 403 from " + host);
        else if (i < 21)
            polled(i, Health::failing, host + ": connect: no connection within 10s");
        else if (i < 22)
            polled(i, Health::gone, "the server said twice that it is gone for good (410)");
        else
            polled(i, Health::ok);
    }
    EXPECT_EQ(
        line(start + 9s),
        "sources failing=22 of=28 worst=\"connect: no connection within 10s (12), HTTP status 403 (9), the server "
        "said twice that it is gone for good (410) (1)\"");
}

TEST_F(RoundupTest, NamesFourReasonsAtMost) {
    begin(6, 6);
    for (int i = 0; i < 6; ++i) polled(i, Health::failing, "HTTP status 50" + std::to_string(i));
    EXPECT_THAT(line(start), testing::EndsWith("HTTP status 503 (1), other reasons (2)\""));
}

TEST_F(RoundupTest, SaysAfterAMinuteHowManyAreStillWaitingAndTellsTheRestLater) {
    begin(3, 3);
    polled(0, Health::failing, "HTTP status 500");
    EXPECT_EQ(line(start + 59s), "");
    EXPECT_EQ(line(start + 60s), "sources failing=1 of=3 waiting=2 worst=\"HTTP status 500 (1)\"");
    polled(1, Health::ok);
    polled(2, Health::ok);
    EXPECT_EQ(line(start + 119s), "");
    EXPECT_EQ(line(start + 120s), "sources failing=1 of=3 worst=\"HTTP status 500 (1)\"");
}

TEST_F(RoundupTest, KnowsWhatFailedBeforeTheStart) {
    begin(2, 0, Health::failing, "HTTP status 404 from https://x.example/");
    EXPECT_EQ(line(start), "sources failing=2 of=2 worst=\"HTTP status 404 (2)\"");
}

TEST_F(RoundupTest, TellsAChangeAtMostOnceAMinute) {
    begin(2, 0);
    EXPECT_EQ(line(start), "sources ok=2");
    polled(0, Health::failing, "HTTP status 500");
    EXPECT_EQ(line(start + 30s), "");
    EXPECT_EQ(line(start + 60s), "sources failing=1 of=2 worst=\"HTTP status 500 (1)\"");
    polled(0, Health::failing, "HTTP status 502");
    EXPECT_EQ(line(start + 10min), "");
    polled(0, Health::ok);
    EXPECT_EQ(line(start + 11min), "sources ok=2");
}

TEST_F(RoundupTest, LeavesOutVisitsThatAreNoPollOrObsolete) {
    begin(1, 1);
    ingest::VisitReport page;
    page.source = "s0";
    page.kind = JobKind::page;
    roundup.add(page);
    ingest::VisitReport obsolete;
    obsolete.source = "s0";
    obsolete.obsolete = true;
    roundup.add(obsolete);
    EXPECT_EQ(line(start + 5s), "");
}

TEST_F(RoundupTest, IsSilentWithoutSources) {
    begin(0, 0);
    EXPECT_EQ(line(start + 1h), "");
}

TEST(KindOfReason, IsWhatReasonsOfDifferentSourcesHaveInCommon) {
    struct Case {
        const char *reason, *kind;
    };
    for (const Case& it : std::vector<Case>{
             {"HTTP status 404 from https://x.example/feed?a=1", "HTTP status 404"},
             {"https://x.example/feed: resolve: Could not resolve host: x.example", "resolve: Could not resolve host"},
             {"http://127.0.0.1:9/: connect: Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to "
              "server"
              " (Connection refused)",
              "connect: Failed to connect to HOST port N after N ms: Couldn't connect to server (Connection refused)"},
             {"https://x.example/feed: HTTP status 404: nothing is there; `newsbus discover https://x.example/` may "
              "find "
              "where it is now",
              "HTTP status 404: nothing is there"},
             {"https://[::1]:80/: connect: no connection within 10s", "connect: no connection within 10s"},
             {"https://x.example/: TLS: no alternative name matches target host name 'x.example'",
              "TLS: no alternative name matches target host name"},
             {"https://x.example/: resolve: no address is known for x.example: the name is wrong, or no name server "
              "answers",
              "resolve: no address is known for HOST: the name is wrong, or no name server answers"},
             {"http://10.1.2.3/: connect: refused: nothing listens at 10.1.2.3 port 80 (Connection refused)",
              "connect: refused: nothing listens at HOST port N (Connection refused)"},
             {"https://x.example/: receive: Unsupported HTTP version (3.7) in response",
              "receive: Unsupported HTTP version in response"},
             {"byte 1234: unexpected end", "byte N: unexpected end"},
             {"the server said twice that it is gone for good (410)",
              "the server said twice that it is gone for good (410)"},
             {"", "no reason"},
             {"https://x.example/", "no reason"},
         })
        EXPECT_EQ(kind_of_reason(it.reason), it.kind) << it.reason;
}

}  // namespace
}  // namespace newsbus::service
