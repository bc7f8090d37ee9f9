#include "contract.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::SizeIs;

/// A robots.txt is a job that others wait for, and what it says is kept by origin.
class RobotsContract : public Contract {
protected:
    RobotsContract() {
        must(bench.store->set_sources(
            std::vector<ConfiguredSource>{{"a", "https://news.example/a", ""}, {"b", "https://news.example/b", ""}},
            {t0}));
    }

    /// The visit of the job ends without a fetch: it waits for its robots.txt.
    static Outcome put_back(const Job& job, TimePoint now = t0) {
        Outcome outcome = polled(job, now);
        outcome.kind = job.kind;
        outcome.state.reset();
        outcome.due = now;
        outcome.wants_robots = true;
        return outcome;
    }
    static Outcome had(const Job& robots, const std::string& memory, TimePoint now = t0) {
        Outcome outcome = polled(robots, now);
        outcome.kind = JobKind::robots;
        outcome.state.reset();
        outcome.due.reset();
        outcome.robots = memory;
        return outcome;
    }
    /// A moment later: who waits for a robots.txt is due behind it.
    std::vector<Job> claim_slot(TimePoint now = t0 + 1s) { return must(bench.store->claim(now, 9, {1, {}})); }
};

INSTANTIATE_TEST_SUITE_P(Stores, RobotsContract, all_backends(), backend_name);

const std::string memory("robots 1\nanswered 5\n\0\xFF", 23);

TEST_P(RobotsContract, IsAskedForBeforeWhoeverWaitsForIt) {
    const Job poll = claim_slot().at(0);
    EXPECT_EQ(poll.robots, "");
    bench.commit(put_back(poll));
    const std::vector<Job> next = claim_slot();
    ASSERT_THAT(next, SizeIs(1));
    EXPECT_EQ(next[0].kind, JobKind::robots);
    EXPECT_EQ(next[0].url, "https://news.example/robots.txt");
    EXPECT_EQ(next[0].host, "news.example");
    EXPECT_EQ(next[0].source, poll.source);
    bench.commit(had(next[0], memory));
    const Job again = claim_slot().at(0);
    EXPECT_EQ(again.kind, JobKind::poll);
    EXPECT_EQ(again.robots, memory);
}

TEST_P(RobotsContract, IsOneJobAnOrigin) {
    for (const Job& poll : bench.claim()) bench.commit(put_back(poll));
    int robots = 0;
    for (const Job& job : bench.claim(t0 + 1s)) robots += job.kind == JobKind::robots;
    EXPECT_EQ(robots, 1);
}

TEST_P(RobotsContract, IsWaitedForSomeSecondsWhileSomebodyHasIt) {
    const std::vector<Job> polls = bench.claim();
    bench.commit(put_back(polls.at(0)));
    const Job robots = claim_slot().at(0);
    ASSERT_EQ(robots.kind, JobKind::robots);
    bench.commit(put_back(polls.at(1)));
    EXPECT_EQ(bench.status(polls.at(1).source).next_due, t0 + 5s);
    EXPECT_EQ(bench.status(polls.at(0).source).next_due, t0 + 1ms);
}

TEST_P(RobotsContract, ComesFirstThoughTheHostHasSeveralSlotsAndOnlyOneJobIsTaken) {
    for (const Job& poll : bench.claim()) bench.commit(put_back(poll));
    const std::vector<Job> first = must(bench.store->claim(t0 + 1s, 1, {2, {}}));
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].kind, JobKind::robots);
}

TEST_P(RobotsContract, HoldsForItsOriginAndOutlivesTheProcess) {
    bench.commit(put_back(claim_slot().at(0)));
    bench.commit(had(claim_slot().at(0), memory));
    Article elsewhere = article("far"), same = article("near"), port = article("port");
    elsewhere.url = "http://news.example/far";
    same.url = "https://news.example/near?x#y";
    port.url = "https://news.example:8443/port";
    bench.poll("a", t0, {}, {draft(elsewhere), draft(same), draft(port)});
    bench.reopen();
    int pages = 0;
    for (const Job& job : bench.claim()) {
        if (job.kind != JobKind::page) continue;
        EXPECT_EQ(job.robots, job.url == same.url ? memory : "") << job.url;
        ++pages;
    }
    EXPECT_EQ(pages, 3);
}

TEST_P(RobotsContract, StaysAsItIsWhenAVisitBringsNothingNew) {
    bench.commit(put_back(claim_slot().at(0)));
    bench.commit(had(claim_slot().at(0), memory));
    bench.commit(put_back(claim_slot().at(0)));
    bench.commit(had(claim_slot().at(0), ""));
    EXPECT_EQ(claim_slot().at(0).robots, memory);
    // More than anybody writes is not taken.
    for (const Job& job : bench.claim(t0 + 1h)) bench.commit(put_back(job, t0 + 1h));
    for (const Job& job : bench.claim(t0 + 1h))
        if (job.kind == JobKind::robots) bench.commit(had(job, std::string(65 << 10, 'x'), t0 + 1h));
    for (const Job& job : bench.claim(t0 + 2h)) EXPECT_EQ(job.robots, memory);
}

TEST_P(RobotsContract, LeavesWithTheSourceThatAskedAndIsAskedForByTheNext) {
    for (const Job& poll : bench.claim()) bench.commit(put_back(poll));
    must(bench.store->set_sources(std::vector<ConfiguredSource>{{"b", "https://news.example/b", ""}}, {t0}));
    bench.reopen();
    std::vector<Job> left = bench.claim(t0 + 1min);
    std::erase_if(left, [](const Job& job) { return job.kind == JobKind::robots; });
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_EQ(left[0].source, "b");
    bench.commit(put_back(left[0], t0 + 1min));
    EXPECT_EQ(claim_slot(t0 + 1min).at(0).source, "b");
}

TEST_P(RobotsContract, IsNoPageThatWaits) {
    bench.commit(put_back(claim_slot().at(0)));
    EXPECT_EQ(bench.status("a").pages_waiting + bench.status("b").pages_waiting, 0u);
}

TEST_P(RobotsContract, IsVisitedOnceMoreWhenTheProcessDied) {
    bench.commit(put_back(claim_slot().at(0)));
    ASSERT_EQ(claim_slot().at(0).kind, JobKind::robots);
    bench.reopen();
    const Job robots = claim_slot().at(0);
    EXPECT_EQ(robots.kind, JobKind::robots);
    EXPECT_EQ(robots.crashes, 1);
}

}  // namespace
}  // namespace newsbus::store::test
