#include "ingest/gate.h"

#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/robots_memory.h"

namespace newsbus::ingest::test {
namespace {

using source::RobotsMemory;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

RobotsMemory had(std::string_view document, TimePoint at = now) {
    return {at, source::read_robots(document), 0, "", {}, {}};
}

RobotsMemory unreachable(TimePoint next, int failures = 1) {
    return {{}, {}, failures, "connect: refused", next, {}};
}

Job page(const RobotsMemory& robots = {}) {
    Job job;
    job.id = 2;
    job.kind = JobKind::page;
    job.source = "example";
    job.url = "https://example.org/a";
    job.host = "example.org";
    job.robots = robots == RobotsMemory() ? "" : robots.str();
    job.draft = Entry{entry("a"),
                      {"0123456789abcdef0123456789abcdef", {"g:1"}},
                      Digest(entry("a")),
                      Announce::published,
                      Intent::fetch_page};
    job.draft->article.body = "From the feed.";
    return job;
}

Job listing_poll(const RobotsMemory& robots = {}) {
    Job job = poll();
    job.robots = robots == RobotsMemory() ? "" : robots.str();
    return job;
}

source::Options options(source::Kind kind = source::Kind::listing) {
    source::Options options;
    options.kind = kind;
    return options;
}

Gate gate(const Job& job, TimePoint at = now, source::Options with = options()) {
    return gate_of(with, job, caution_of(job), at);
}

Visit visit(const source::Source& source, const Job& job, TimePoint at = now) {
    Visit visit = visit_of(source, job, at);
    visit.gate = gate(job, at, source.options());
    return visit;
}

/// The pace of an installation without jitter.
Pace steady() {
    Pace pace;
    pace.min_interval = 60s;
    return pace;
}

const Result<Response> no_answer = Error{Errc::network, "not fetched"};

TEST(Gate, AsksForTheRobotsTxtThatNobodyKnows) {
    for (const Job& job : {page(), listing_poll()}) {
        EXPECT_EQ(gate(job).kind, Gate::Kind::unknown);
        EXPECT_TRUE(gate(job).asks);
    }
}

TEST(Gate, OpensToWhatIsAllowedAndClosesToTheRest) {
    EXPECT_TRUE(gate(page(had("User-agent: *\nDisallow: /b"))).is_open());
    EXPECT_FALSE(gate(page(had("User-agent: *\nDisallow: /b"))).asks);
    const Gate closed = gate(page(had("User-agent: *\nDisallow: /a")));
    EXPECT_EQ(closed.kind, Gate::Kind::closed);
    EXPECT_EQ(closed.why, "robots.txt of https://example.org disallows /a (line 2: Disallow: /a)");
    EXPECT_EQ(closed.again, now + 12h);
}

TEST(Gate, IsOpenToFeedsUnlessTheyAreToldToObey) {
    const Job job = listing_poll();
    source::Options feed = options(source::Kind::feed);
    EXPECT_TRUE(gate(job, now, feed).is_open());
    EXPECT_FALSE(gate(job, now, feed).asks);
    EXPECT_FALSE(gate(page(), now, feed).is_open());  // its pages are no feed
    feed.robots_feed = true;
    EXPECT_FALSE(gate(job, now, feed).is_open());
    feed.robots = feed.robots_feed = false;
    EXPECT_TRUE(gate(page(), now, feed).is_open());
}

TEST(Gate, IsOpenToWhatFetchesNothing) {
    Job alone = page();
    alone.host.clear();
    EXPECT_TRUE(gate(alone).is_open());
    Job deadly = page();
    deadly.crashes = 2;
    EXPECT_TRUE(gate(deadly).is_open());
    Job robots = page();
    robots.kind = JobKind::robots;
    EXPECT_TRUE(gate(robots).is_open());
}

TEST(Gate, RenewsInTimeAndStopsNobodyMeanwhile) {
    const Job job = page(had("User-agent: *\nDisallow: /b"));
    EXPECT_TRUE(gate(job, now + 13h).is_open());
    EXPECT_TRUE(gate(job, now + 13h).asks);
    EXPECT_EQ(gate(job, now + 24h).kind, Gate::Kind::unknown);
    // Who is to be turned away is asked for again first.
    EXPECT_EQ(gate(page(had("User-agent: *\nDisallow: /a")), now + 13h).kind, Gate::Kind::unknown);
}

TEST(Gate, IsClosedToAllWhileTheRobotsTxtCannotBeHad) {
    const Gate waits = gate(page(unreachable(now + 1min)));
    EXPECT_EQ(waits.kind, Gate::Kind::unreachable);
    EXPECT_EQ(waits.again, now + 1min);
    EXPECT_EQ(waits.why,
              "robots.txt of https://example.org cannot be had, so nothing is fetched there: connect: refused");
    EXPECT_EQ(gate(page(unreachable(now + 1min)), now + 1min).kind, Gate::Kind::unknown);
}

TEST(Gate, OpensByTheLastAnswerWhileThatHolds) {
    RobotsMemory memory = had("User-agent: *\nDisallow: /b");
    memory.failures = 1;
    memory.next = now + 15h;
    EXPECT_TRUE(gate(page(memory), now + 14h).is_open());
    EXPECT_FALSE(gate(page(memory), now + 14h).asks);
    memory.next = now + 25h;
    EXPECT_EQ(gate(page(memory), now + 24h).kind, Gate::Kind::unreachable);
}

TEST(Gate, TellsThePauseThatTheHostAsksForUpToAMinute) {
    EXPECT_EQ(gate(page(had("User-agent: *\nCrawl-delay: 7.5"))).pause, Duration(7500));
    EXPECT_EQ(gate(page(had("User-agent: *\nCrawl-delay: 3600"))).pause, Duration(60s));
    EXPECT_EQ(gate(page(had(""))).pause, Duration(0));
    source::Options free = options();
    free.robots = false;
    EXPECT_EQ(gate(page(had("User-agent: *\nCrawl-delay: 7")), now, free).pause, Duration(0));
}

struct RobotsVisit : testing::Test {
    Job job() {
        Job job = poll();
        job.kind = JobKind::robots;
        job.url = "https://example.org/robots.txt";
        job.robots = before == RobotsMemory() ? "" : before.str();
        return job;
    }
    Visited visited(const Result<Response>& answer, double jitter = 0) {
        const Job robots = job();
        return visited_robots(visit_of(source, robots, now), answer, jitter);
    }
    RobotsMemory learnt(const Result<Response>& answer, double jitter = 0) {
        return RobotsMemory::parse(visited(answer, jitter).outcome.robots);
    }
    Scripted source;
    RobotsMemory before;
};

TEST_F(RobotsVisit, RemembersWhatItReadAndIsDone) {
    Response answer = status(200);
    answer.body = "User-agent: *\nDisallow: /a\nCrawl-delay: 5\n";
    const Visited done = visited(answer);
    EXPECT_FALSE(done.outcome.due);
    EXPECT_FALSE(done.outcome.wants_robots);
    EXPECT_EQ(done.pause, Duration(5s));
    EXPECT_EQ(done.why, "");
    EXPECT_EQ(RobotsMemory::parse(done.outcome.robots), had(answer.body));
}

TEST_F(RobotsVisit, TakesARefusalForAFileThatIsNotThere) {
    before = had("User-agent: *\nDisallow: /a", now - 48h);
    // 301: more redirects than are followed.
    for (int code : {301, 400, 401, 403, 404, 410, 418, 451}) {
        const RobotsMemory memory = learnt(status(code));
        EXPECT_EQ(memory, had("")) << code;
    }
    EXPECT_EQ(learnt(status(204)), had(""));
}

TEST_F(RobotsVisit, WaitsLongerEachTimeThatItCannotBeHad) {
    for (const Result<Response>& answer :
         {Result<Response>(status(500)), Result<Response>(status(503)), Result<Response>(status(429)),
          Result<Response>(Error{Errc::timeout, "no answer"}), Result<Response>(Error{Errc::network, "refused"})}) {
        before = {};
        const RobotsMemory memory = learnt(answer);
        EXPECT_EQ(memory.failures, 1);
        EXPECT_EQ(memory.next, now + 1min);
        EXPECT_FALSE(memory.answered);
    }
    const std::pair<int, Duration> steps[] = {{1, 2min},        {2, 4min}, {5, 32min},
                                              {10, 17h + 4min}, {11, 24h}, {900, 24h}};
    for (const auto& [failures, wait] : steps) {
        before = unreachable(now - 1s, failures);
        EXPECT_EQ(learnt(status(500)).next, now + wait) << failures;
        EXPECT_LE(learnt(status(500), 1).next, now + 24h) << failures;
    }
}

TEST_F(RobotsVisit, WaitsForRetryAfter) {
    EXPECT_EQ(learnt(status(503, {{"retry-after", "7200"}})).next, now + 2h);
    EXPECT_EQ(learnt(status(503, {{"retry-after", "1"}})).next, now + 1min);
}

TEST_F(RobotsVisit, KeepsTheLastAnswerForAsLongAsThatHolds) {
    before = had("User-agent: *\nDisallow: /a", now - 13h);
    const RobotsMemory memory = learnt(status(500));
    EXPECT_EQ(memory.answered, now - 13h);
    EXPECT_EQ(memory.robots, before.robots);
    EXPECT_EQ(memory.failures, 1);
}

TEST_F(RobotsVisit, IsToldOnceWhenItFails) {
    EXPECT_TRUE(visited(status(500)).log);
    before = unreachable(now - 1s);
    EXPECT_FALSE(visited(status(500)).log);
}

TEST_F(RobotsVisit, ThatKillsTheDaemonIsNotRead) {
    Job deadly = job();
    deadly.crashes = 3;
    const Visited done = visited_robots(visit_of(source, deadly, now), status(200), 0);
    EXPECT_EQ(RobotsMemory::parse(done.outcome.robots).failures, 1);
}

TEST(PageBehindAGate, GoesOutWithTheFeedsContent) {
    const Scripted source;
    const Job job = page(had("User-agent: *\nDisallow: /a"));
    Visited done = ingest::visited_page(visit(source, job), no_answer);
    EXPECT_FALSE(done.outcome.due);
    ASSERT_THAT(done.outcome.entries, SizeIs(1));
    EXPECT_EQ(done.outcome.entries[0].article.body, "From the feed.");
    EXPECT_EQ(done.outcome.entries[0].article.body_status, BodyStatus::blocked);
    EXPECT_THAT(done.outcome.notes.at(0).what, HasSubstr("disallows /a (line 2: Disallow: /a)"));
}

TEST(PageBehindAGate, WaitsSomeMinutesForARobotsTxt) {
    const Scripted source;
    Job job = page(unreachable(now + 4min));
    job.attempt = 1;
    Visited waits = ingest::visited_page(visit(source, job), no_answer);
    EXPECT_EQ(waits.outcome.due, now + 4min);
    EXPECT_EQ(waits.outcome.attempt, 1);  // it was no attempt
    EXPECT_THAT(waits.outcome.entries, IsEmpty());
    EXPECT_THAT(waits.outcome.notes.at(0).what, HasSubstr("the page waits for 4m: robots.txt of https://example.org"));

    job = page(unreachable(now + 6min));
    Visited done = ingest::visited_page(visit(source, job), no_answer);
    EXPECT_FALSE(done.outcome.due);
    EXPECT_EQ(done.outcome.entries.at(0).article.body_status, BodyStatus::blocked);
}

TEST(PartBehindAGate, IsLeftOutOrWaits) {
    source::Options with = options(source::Kind::sitemap);
    const Scripted source(with);
    Job job = listing_poll(had("User-agent: *\nDisallow: /feed"));
    job.kind = JobKind::part;
    Visited done = ingest::visited_part(visit(source, job), no_answer);
    EXPECT_FALSE(done.outcome.due);
    EXPECT_THAT(done.outcome.notes.at(0).what, HasSubstr("disallows /feed"));
    job.robots = unreachable(now + 3h).str();
    Visited waits = ingest::visited_part(visit(source, job), no_answer);
    EXPECT_EQ(waits.outcome.due, now + 3h);
    EXPECT_EQ(waits.outcome.attempt, 0);
}

TEST(PollBehindAGate, IsBlockedUntilTheRulesAreMadeNew) {
    const Scripted source(options());
    const Job job = listing_poll(had("User-agent: *\nDisallow: /feed", now - 2h));
    Visited done = ingest::visited_poll(visit(source, job), no_answer, steady());
    EXPECT_EQ(done.outcome.state->health, Health::blocked);
    EXPECT_EQ(done.outcome.state->reason,
              "robots.txt of https://example.org disallows /feed (line 2: Disallow: /feed)");
    EXPECT_EQ(done.outcome.due, now + 10h);
    ASSERT_THAT(done.outcome.events, SizeIs(1));
    EXPECT_EQ(done.outcome.events[0].kind, message::SourceKind::blocked);
}

TEST(PollBehindAGate, FailsWhileTheRobotsTxtCannotBeHad) {
    const Scripted source(options());
    const Job job = listing_poll(unreachable(now + 8min));
    Visited done = ingest::visited_poll(visit(source, job), no_answer, steady());
    EXPECT_EQ(done.outcome.state->health, Health::failing);
    EXPECT_THAT(done.outcome.state->reason, HasSubstr("cannot be had"));
    EXPECT_EQ(done.outcome.due, now + 8min);
}

TEST(VisitBehindAGate, AsksForTheRobotsTxtThatGrowsOld) {
    const Scripted source(options());
    const Job job = listing_poll(had("", now - 13h));
    EXPECT_TRUE(visited_by(visit(source, job), status(200), {}).outcome.wants_robots);
}

}  // namespace
}  // namespace newsbus::ingest::test
