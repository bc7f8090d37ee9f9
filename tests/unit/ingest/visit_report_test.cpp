#include "ingest/visit_report.h"

#include <gtest/gtest.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

const TimePoint now = *parse_rfc3339("2026-11-27T08:00:00Z");

Job poll() {
    Job job;
    job.source = "bbc-world";
    job.url = "https://example.org/feed";
    return job;
}

Visited visited() {
    Visited visited{outcome_of(poll(), now), {}, false};
    visited.outcome.due = now + 15min;
    visited.unchanged = 27;
    return visited;
}

Response response() {
    Response response;
    response.status = 200;
    response.bytes_received = 12345;
    return response;
}

TEST(VisitReport, IsOneLineThatSaysWhatAVisitCameTo) {
    VisitReport report = report_of(poll(), response(), 87ms, visited());
    add_receipt(report, Receipt{.published = 2, .updated = 1, .backfill = 1, .unchanged = 3});
    EXPECT_EQ(
        log::as_text(line_of(report)),
        "visit source=bbc-world kind=poll url=https://example.org/feed status=200 bytes=12345 ms=87 new=3 updated=1"
        " unchanged=30 next=2026-11-27T08:15:00Z");
}

TEST(VisitReport, SaysWhyAVisitFailed) {
    Visited failed = visited();
    failed.unchanged = 0;
    failed.why = "https://example.org/feed: connect: no connection within 10s";
    VisitReport report = report_of(poll(), Error{Errc::timeout, failed.why}, 10s, failed);
    add_receipt(report, Receipt{});
    EXPECT_EQ(
        log::as_text(line_of(report)),
        "visit source=bbc-world kind=poll url=https://example.org/feed status=0 bytes=0 ms=10000 new=0 updated=0"
        " unchanged=0 next=2026-11-27T08:15:00Z why=\"https://example.org/feed: connect: no connection within 10s\"");
}

TEST(VisitReport, HasNoNextVisitOfAPageThatIsDone) {
    Job page = poll();
    page.kind = JobKind::page;
    Visited done{outcome_of(page, now), {}, false};
    std::string line = log::as_text(line_of(report_of(page, response(), 1ms, done)));
    EXPECT_NE(line.find(" kind=page "), line.npos) << line;
    EXPECT_EQ(line.find("next="), line.npos) << line;
}

TEST(VisitReport, CountsArticlesThatWaitForTheirPage) {
    VisitReport report = report_of(poll(), response(), 87ms, visited());
    add_receipt(report, Receipt{.pages = 3});
    EXPECT_NE(log::as_text(line_of(report)).find(" unchanged=27 pages=3 next="), std::string::npos);
}

TEST(VisitReport, CountsArticlesThatWereKeptBack) {
    VisitReport report = report_of(poll(), response(), 87ms, visited());
    add_receipt(report, Receipt{.duplicates = 2, .dropped = 1, .quiet = 4});
    EXPECT_NE(log::as_text(line_of(report)).find(" unchanged=27 dropped=1 duplicates=2 quiet=4 next="),
              std::string::npos);
}

TEST(VisitReport, SaysThatNothingIsKeptOfAnObsoleteVisit) {
    VisitReport report = report_of(poll(), response(), 87ms, visited());
    add_receipt(report, Receipt{.obsolete = true});
    EXPECT_TRUE(report.obsolete);
    EXPECT_NE(report.why, "");
}

}  // namespace
}  // namespace newsbus::ingest
