#include "contract.h"

#include "ledger/deadlines.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using ClaimContract = Contract;

INSTANTIATE_TEST_SUITE_P(Stores, ClaimContract, all_backends(), backend_name);

TEST_P(ClaimContract, LeasesDueJobsEarliestFirst) {
    std::vector<ConfiguredSource> rows;
    for (int i = 4; i >= 0; --i) {
        std::string id = "s" + std::to_string(i);
        rows.push_back({id, "https://" + id + ".example/", ""});
    }
    must(bench.store->set_sources(rows, {t0 + 1min, 1min}));
    EXPECT_THAT(sources_of(bench.claim(t0 + 3min, 2)), ElementsAre("s4", "s3"));
    EXPECT_THAT(sources_of(bench.claim(t0 + 3min, 2)), ElementsAre("s2"));
    EXPECT_THAT(sources_of(bench.claim(t0 + 3min, 2)), IsEmpty());
    EXPECT_EQ(must(bench.store->next_due(no_limits())), t0 + 4min);
}

TEST_P(ClaimContract, LeasesNoMoreOnAHostThanItHasSlots) {
    std::vector<ConfiguredSource> rows;
    for (int i = 0; i < 6; ++i) {
        std::string host = i < 4 ? "www" + std::to_string(i) + ".busy.example" : "calm" + std::to_string(i) + ".test";
        rows.push_back({"s" + std::to_string(i), "https://" + host + "/", ""});
    }
    must(bench.store->set_sources(rows, {t0, 1s}));
    TimePoint now = t0 + 1min;
    EXPECT_THAT(sources_of(must(bench.store->claim(now, 9, {1, {{"calm4.test", 0}}}))), ElementsAre("s0", "s5"));
    HostSlots resting{1, {{"busy.example", 0}, {"calm4.test", 1}}};
    EXPECT_EQ(must(bench.store->next_due(resting)), t0 + 4s);
    EXPECT_THAT(sources_of(must(bench.store->claim(now, 9, resting))), ElementsAre("s4"));
    EXPECT_EQ(must(bench.store->next_due(resting)), std::nullopt);
    EXPECT_THAT(sources_of(must(bench.store->claim(now, 9, {2, {}}))), ElementsAre("s1", "s2"));
}

TEST_P(ClaimContract, PollsComeBeforeThePagesThatWaitOnTheirHost) {
    must(bench.store->set_sources(
        std::vector<ConfiguredSource>{{"a", "https://news.example/a", ""}, {"b", "https://news.example/b", ""}},
        {t0, 1s}));
    bench.poll("a", t0, {}, {draft(article("one")), draft(article("two"))});
    const TimePoint now = t0 + 5s;
    const HostSlots one_slot{1, {}};
    std::vector<Job> first = must(bench.store->claim(now, 9, one_slot));
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].kind, JobKind::poll);
    EXPECT_EQ(first[0].source, "b");
    std::vector<Job> then = must(bench.store->claim(now, 9, one_slot));
    ASSERT_THAT(then, SizeIs(1));
    EXPECT_EQ(then[0].kind, JobKind::page);
    EXPECT_EQ(must(bench.store->claim(now, 9, {9, {}})).size(), 1u) << "the other page";
}

TEST_P(ClaimContract, ComparesDueTimesAcrossHosts) {
    must(bench.store->set_sources(
        std::vector<ConfiguredSource>{
            {"x0", "https://x.test/0", ""}, {"y", "https://y.test/", ""}, {"x1", "https://x.test/1", ""}},
        {t0, 1s}));
    EXPECT_THAT(sources_of(must(bench.store->claim(t0 + 1min, 2, {2, {}}))), ElementsAre("x0", "y"));
}

TEST_P(ClaimContract, GivesAReleasedJobOutAgain) {
    std::vector<Job> jobs = bench.claim();
    EXPECT_THAT(bench.claim(), IsEmpty());
    must(bench.store->release(std::vector<std::int64_t>{jobs.at(1).id}));
    std::vector<Job> again = bench.claim();
    ASSERT_THAT(again, SizeIs(1));
    EXPECT_EQ(again.at(0), jobs.at(1));
}

TEST_P(ClaimContract, CountsTheVisitsThatDiedWithTheProcess) {
    bench.claim_poll("a");
    bench.reopen();
    EXPECT_EQ(bench.claim_poll("a").crashes, 1);
    bench.reopen();
    Job job = bench.claim_poll("a");
    EXPECT_EQ(job.crashes, 2);
    bench.commit(polled(job, t0));
    EXPECT_EQ(bench.claim_poll("a", t0 + 1h).crashes, 0);
}

TEST_P(ClaimContract, MakesEveryPollDue) {
    bench.poll("a", t0, {});
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
    must(bench.store->make_all_due(t0 + 1min));
    EXPECT_THAT(bench.claim(t0 + 1min), SizeIs(2));
}

TEST_P(ClaimContract, PullsInDeadlinesThatNobodyCanHaveMeant) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.due = t0 + 24h * 404;
    bench.commit(outcome);
    outcome = polled(bench.claim_poll("b"), t0);
    outcome.due = t0 + 1min + ledger::longest_wait(JobKind::poll);
    bench.commit(outcome);
    bench.reopen(t0 + 1min);
    EXPECT_EQ(bench.status("a").next_due, t0 + 1min);
    EXPECT_EQ(bench.status("b").next_due, t0 + 1min + ledger::longest_wait(JobKind::poll));
}

TEST_P(ClaimContract, AFirstPollMayBeTwoDaysAheadAndNoMore) {
    configure({{"c", "https://c.example/feed", ""}}, t0 + ledger::longest_first_wait);
    bench.reopen(t0);
    EXPECT_EQ(bench.status("c").next_due, t0 + ledger::longest_first_wait);
    configure({{"d", "https://d.example/feed", ""}}, t0 + ledger::longest_first_wait + 1ms);
    bench.reopen(t0);
    EXPECT_EQ(bench.status("d").next_due, t0);
}

/// A machine that was started an hour before t0, by its wall clock then.
struct FakeBoot final : BootClock {
    TimePoint now() const override { return t0 - 1h + since + set; }
    const std::string& run() const override { return name; }
    Duration since_start() const override { return since; }
    std::string name = "run-1";
    Duration since = 1h;
    Duration set{0};  ///< by how much the wall clock was set
};

/// A world of its own whose store goes by `boot`, with one source.
Bench world_by(const FakeBoot& boot, const Bench& bench, const std::string& name) {
    Options options = bench.options;
    options.dir /= name;
    options.boot = &boot;
    Bench world(bench.backend, options);
    world.sources({"a"});
    return world;
}

/// Its server asked to wait for an hour, and its host rests for two.
Outcome told_to_wait(const Job& job, TimePoint now) {
    Outcome told = polled(job, now);
    told.state->rests_until = told.due = now + 1h;
    told.rest = Rest{"a.example", now, now + 2h, "a answered 429"};
    return told;
}

void expect_waits_from(TimePoint begin, Bench& world) {
    const SourceStatus status = world.status("a");
    EXPECT_EQ(status.next_due, begin + 1h);
    EXPECT_EQ(status.state.rests_until, begin + 1h);
    EXPECT_EQ(status.state.last_attempt, begin);
    EXPECT_EQ(status.host_rests->until, begin + 2h);
}

TEST_P(ClaimContract, MovesAllDeadlinesWithAClockThatIsSet) {
    for (const Duration set : {Duration(24h), Duration(-48h)}) {
        FakeBoot boot;
        Bench world = world_by(boot, bench, std::to_string(set.count()));
        world.commit(told_to_wait(world.claim_poll("a"), t0));
        boot.since += 10min;
        boot.set = set;
        EXPECT_THAT(world.claim(boot.now()), IsEmpty()) << "nothing comes early";
        expect_waits_from(t0 + set, world);
        boot.since += 50min;
        EXPECT_THAT(world.claim(boot.now()), SizeIs(1)) << "polling goes on";
    }
}

TEST_P(ClaimContract, MovesWhatAVisitSaysDuringWhichTheClockWasSet) {
    for (const Duration set : {Duration(24h), Duration(-48h)})
        for (const bool is_made_before : {true, false}) {
            FakeBoot boot;
            Bench world = world_by(boot, bench, std::to_string(set.count()) + (is_made_before ? "before" : "after"));
            const Job job = world.claim_poll("a");
            boot.set = set;
            world.commit(told_to_wait(job, is_made_before ? t0 : t0 + set));
            EXPECT_THAT(world.claim(boot.now()), IsEmpty());
            expect_waits_from(t0 + set, world);
        }
}

TEST_P(ClaimContract, MovesDeadlinesAlsoWhenTheClockWasSetWhileNobodyRan) {
    FakeBoot boot;
    bench.options.boot = &boot;
    bench.reopen(t0);
    bench.poll("a", t0, {});
    boot.since += 5min;
    boot.set = 24h;
    bench.reopen(boot.now());
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min + 24h);
    boot.name = "run-2";  // the machine was started anew: how long it was off is not known
    boot.since = 1min;
    boot.set = 24h * 3;
    bench.reopen(boot.now());
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min + 24h);
}

TEST_P(ClaimContract, KeepsWaitsOfASourceThatWasAskedLaterThanItIsNow) {
    Outcome told = polled(bench.claim_poll("a"), t0);
    told.due = told.state->rests_until = t0 + 1h;
    bench.commit(told);
    const TimePoint before = t0 - 24h * 365;
    EXPECT_THAT(bench.claim(before), SizeIs(1)) << "b, which was never polled";
    EXPECT_EQ(bench.status("a").next_due, before + 1h);
    EXPECT_EQ(bench.status("a").state.rests_until, before + 1h);
    EXPECT_EQ(bench.status("a").state.last_attempt, before);
    bench.reopen(before + 1min);
    EXPECT_EQ(bench.status("a").next_due, before + 1h) << "the wait is not begun anew at each start";
}

TEST_P(ClaimContract, KeepsTheRestsOfHostsOverARestart) {
    Outcome told = polled(bench.claim_poll("a"), t0);
    told.rest = Rest{"a.example", t0, t0 + 1h, "a answered 429"};
    bench.commit(told);
    bench.reopen(t0 + 1min);
    EXPECT_THAT(must(bench.store->rests(t0 + 1min)), ElementsAre(*told.rest));
    EXPECT_EQ(bench.status("a").host_rests, told.rest);
    told = polled(bench.claim_poll("b"), t0 + 2min);
    told.rest = Rest{"a.example", t0 + 2min, t0 + 10min, "b answered 429"};
    bench.commit(told);
    EXPECT_THAT(must(bench.store->rests(t0 + 2min)), ElementsAre(Field(&Rest::until, t0 + 1h))) << "the longer one";
    EXPECT_THAT(must(bench.store->rests(t0 + 1h)), IsEmpty());
    must(bench.store->trim(t0 + 1h));
    EXPECT_EQ(bench.status("a").host_rests, std::nullopt);
}

TEST_P(ClaimContract, MakesNoPollDueWhoseServerAskedToWait) {
    Outcome told = polled(bench.claim_poll("a"), t0);
    told.due = told.state->rests_until = t0 + 1h;
    bench.commit(told);
    bench.poll("b", t0, {});
    must(bench.store->make_all_due(t0 + 1min));
    EXPECT_EQ(bench.status("a").next_due, t0 + 1h);
    EXPECT_EQ(bench.status("b").next_due, t0 + 1min);
}

TEST_P(ClaimContract, TriesAPageAgainSoonThoughTheClockWasSetBack) {
    bench.sources({"a"});
    bench.poll("a", t0 + 1h, {}, {draft(one)});
    const Job page = bench.claim(t0 + 1h).at(0);
    ASSERT_EQ(page.kind, JobKind::page);
    Outcome failed = paged(page, t0 + 1h, one);
    failed.entries.clear();
    failed.attempt = 1;
    failed.due = t0 + 1h + 5min;
    bench.commit(failed);
    const std::vector<Job> claimed = bench.claim(t0);
    EXPECT_THAT(claimed, Contains(Field(&Job::id, page.id)));
}

TEST_P(ClaimContract, TellsTwoCachesThatTakeTurnsOnce) {
    bench.sources({"a"});
    Article other = one;
    other.headline += ", changed";
    for (int hour = 0; hour < 6; ++hour) bench.poll("a", t0 + hour * 1h, {entry(hour % 2 == 0 ? one : other)});
    EXPECT_THAT(bench.log(), SizeIs(2));
}

TEST_P(ClaimContract, KeepsTheFirstDateOfAnArticleWhoseDateMoves) {
    bench.sources({"a"});
    Article dated = one;
    dated.date_published = t0 - 1h;
    bench.poll("a", t0, {entry(dated)});
    dated.date_published = t0 + 1h;
    bench.poll("a", t0 + 1h, {entry(dated)});
    EXPECT_THAT(bench.log(), SizeIs(1));
    EXPECT_EQ(bench.status("a").state.moving_dates, 1);

    dated.headline += ", changed";
    bench.poll("a", t0 + 2h, {entry(dated)});
    ASSERT_THAT(bench.log(), SizeIs(2));
    EXPECT_EQ(bench.body(bench.log().at(1)).date_published, t0 - 1h);
}

TEST_P(ClaimContract, ForgetsAChangeThatIsTakenBackBeforeItsPageIsVisited) {
    bench.sources({"a"});
    bench.poll("a", t0, {entry(one)});
    Article changed = one;
    changed.headline += ", changed";
    bench.poll("a", t0 + 1h, {}, {draft(changed)});
    bench.poll("a", t0 + 2h, {entry(one)});
    EXPECT_THAT(bench.claim(t0 + 2h), IsEmpty());
    EXPECT_EQ(bench.log().size(), 1u);
}

}  // namespace
}  // namespace newsbus::store::test
