#include "contract.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using SourceContract = Contract;

INSTANTIATE_TEST_SUITE_P(Stores, SourceContract, all_backends(), backend_name);

// Sources

TEST_P(SourceContract, KeepsDueTimesAcrossRestarts) {
    bench.poll("a", t0, {});
    bench.reopen(t0 + 1min);
    configure({{"a", "https://a.example/feed", ""}}, t0 + 5h);
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
}

TEST_P(SourceContract, PollsSourcesThatWereNeverPolledAtOnceAndOneAfterTheOther) {
    bench.poll("a", t0, {});
    auto row = [](std::string id) { return ConfiguredSource{id, "https://" + id + ".example/feed", ""}; };
    must(bench.store->set_sources(std::vector<ConfiguredSource>{row("c"), row("a"), row("d")}, {t0 + 1min, 2s}));
    EXPECT_EQ(bench.status("c").next_due, t0 + 1min);
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
    EXPECT_EQ(bench.status("d").next_due, t0 + 1min + 2s);
}

TEST_P(SourceContract, DoesNotLetASourceWaitThatAnEarlierStartMeantToPollLater) {
    configure({{"late", "https://late.example/feed", ""}}, t0 + 6h);
    bench.reopen(t0 + 1min);
    configure({{"late", "https://late.example/feed", ""}}, t0 + 1min);
    EXPECT_EQ(bench.status("late").next_due, t0 + 1min);
    configure({{"late", "https://late.example/feed", ""}}, t0 + 2min);  // a reload does not put it off
    EXPECT_EQ(bench.status("late").next_due, t0 + 1min);
}

// Polls that somebody asks for

using Kind = PollPromise::Kind;
using Whom = PollWish::Whom;

TEST_P(SourceContract, MakesNamedSourcesDue) {
    for (const char* source : {"a", "b"}) bench.commit(polled(bench.claim_poll(source), t0));
    TimePoint now = t0 + 2min;
    EXPECT_EQ(must(bench.store->make_due({Whom::named, {"b", "x", "b"}}, now, 1min)),
              (std::vector<PollPromise>{{"b", Kind::now, now}, {"x", Kind::unknown, {}}}));
    EXPECT_THAT(sources_of(bench.claim(now)), ElementsAre("b"));
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
}

TEST_P(SourceContract, PollsNoSourceSoonerThanTheShortestIntervalAllows) {
    bench.poll("a", t0, {});
    PollPromise promise{"a", Kind::soon, t0 + 1min};
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}, true}, t0 + 1s, 1min)), ElementsAre(promise));
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0 + 2s, 2min)), ElementsAre(promise));
    EXPECT_EQ(bench.status("a").next_due, t0 + 1min);
    // after the clock was set back
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0 - 1h, 1min)),
                ElementsAre(PollPromise{"a", Kind::soon, t0 - 1h + 1min}));
}

TEST_P(SourceContract, LetsASourceRestThatItsServerAskedToUnlessItIsForced) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.state->rests_until = outcome.due = t0 + 1h;
    bench.commit(outcome);
    TimePoint now = t0 + 10min;
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, now, 1min)),
                ElementsAre(PollPromise{"a", Kind::rests, t0 + 1h}));
    EXPECT_EQ(bench.status("a").next_due, t0 + 1h);
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}, true}, now, 1min)),
                ElementsAre(PollPromise{"a", Kind::now, now}));
    EXPECT_EQ(bench.claim_poll("a", now).state.rests_until, t0 + 1h);
}

TEST_P(SourceContract, DoesNotAskAHostThatRestsWhoeverWishesIt) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.rest = Rest{"a.example", t0, t0 + 1h, "a answered 429"};
    bench.commit(outcome);
    for (const bool force : {false, true})
        EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}, force}, t0 + 10min, 1min)),
                    ElementsAre(PollPromise{"a", Kind::rests, t0 + 1h}));
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0 + 2h, 1min)),
                ElementsAre(PollPromise{"a", Kind::now, t0 + 2h}));
}

TEST_P(SourceContract, TellsThatAPollIsUnderWay) {
    Job job = bench.claim_poll("a");
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0, 1min)),
                ElementsAre(PollPromise{"a", Kind::running, t0}));
    bench.commit(polled(job, t0));
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
}

TEST_P(SourceContract, PollsASourceThatIsGoneWhenItIsNamed) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.state->health = Health::gone;
    outcome.due.reset();
    bench.commit(outcome);
    TimePoint now = t0 + 1h;
    EXPECT_THAT(must(bench.store->make_due({Whom::all, {}}, now, 1min)), ElementsAre(PollPromise{"b", Kind::now, now}));
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, now, 1min)),
                ElementsAre(PollPromise{"a", Kind::now, now}));
    EXPECT_EQ(bench.claim_poll("a", now).state.health, Health::gone);
}

TEST_P(SourceContract, MakesThoseThatFailDue) {
    Outcome outcome = polled(bench.claim_poll("b"), t0);
    outcome.state->health = Health::blocked;
    bench.commit(outcome);
    bench.poll("a", t0, {});
    TimePoint now = t0 + 5min;
    EXPECT_THAT(must(bench.store->make_due({Whom::failing, {}}, now, 1min)),
                ElementsAre(PollPromise{"b", Kind::now, now}));
    configure({{"a", "https://a.example/feed", ""}});
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"b"}}, now, 1min)),
                ElementsAre(PollPromise{"b", Kind::unknown, {}}));
}

// Sources that come and go

TEST_P(SourceContract, KeepsWhatItKnowsOfASourceThatIsGoneAndComesBack) {
    bench.poll("a", t0, {entry(one)});
    configure({{"b", "https://b.example/feed", ""}});
    EXPECT_THAT(must(bench.store->sources()), SizeIs(1));
    EXPECT_THAT(sources_of(bench.claim(t0 + 1h)), ElementsAre("b"));
    configure({{"a", "https://a.example/feed", ""}}, t0 + 2h);
    EXPECT_EQ(bench.status("a").next_due, t0 + 2h);
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(SourceContract, BringsAWaitingEntryBackWithItsSource) {
    bench.poll("a", t0, {}, {draft(one, Announce::backfill)});
    configure({{"b", "https://b.example/feed", ""}});
    configure({{"a", "https://a.example/feed", ""}});
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}).pages, 1);
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(article("one", "New."))}).backfill, 1);
}

TEST_P(SourceContract, VisitsTheUrlThatItLearnt) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.state->url = "https://learnt.test/feed";
    bench.commit(outcome);
    Job job = bench.claim_poll("a", t0 + 1h);
    EXPECT_EQ(job.url, "https://learnt.test/feed");
    EXPECT_EQ(job.host, "learnt.test");
}

TEST_P(SourceContract, ForgetsTheLearntUrlWhenTheConfiguredOneChanges) {
    Outcome outcome = polled(bench.claim_poll("a"), t0, {entry(one)});
    outcome.state->validators = {"\"tag\"", "date"};
    outcome.state->url = "https://learnt.example/feed";
    bench.commit(outcome);
    configure({{"a", "https://new.example/feed", ""}}, t0 + 1h);
    Job job = bench.claim_poll("a", t0 + 1h);
    EXPECT_EQ(job.url, "https://new.example/feed");
    EXPECT_EQ(job.state.url, "https://new.example/feed");
    EXPECT_EQ(job.state.validators, Validators{});
    EXPECT_EQ(job.state.polls, 1);
    EXPECT_EQ(bench.commit(polled(job, t0 + 1h, {entry(one)})), (Receipt{.unchanged = 1}));
}

TEST_P(SourceContract, DropsTheAnswerOfAUrlThatIsNoLongerConfigured) {
    Job old = bench.claim_poll("a");
    configure({{"a", "https://new.example/feed", ""}});
    EXPECT_TRUE(bench.commit(polled(old, t0, {entry(one)})).obsolete);
    EXPECT_EQ(bench.claim_poll("a").state.url, "https://new.example/feed");
}

TEST_P(SourceContract, TakesOverTheStateOfAPreviousId) {
    bench.poll("a", t0, {entry(one)});
    std::vector<ConfiguredSource> renamed = {{"c", "https://a.example/feed", "a"}};
    configure(renamed, t0 + 5h);
    configure(renamed, t0 + 5h);  // the next start says the same again
    EXPECT_EQ(bench.status("c").next_due, t0 + 15min);
    EXPECT_EQ(bench.poll("c", t0 + 1h, {entry(one)}), (Receipt{.unchanged = 1}));
    EXPECT_THAT(must(bench.store->sources()), SizeIs(1));
}

TEST_P(SourceContract, LeavesTheStateOfAPreviousIdThatIsStillConfigured) {
    bench.poll("a", t0, {entry(one)});
    configure({{"a", "https://a.example/feed", ""}, {"c", "https://a.example/feed", "a"}});
    EXPECT_EQ(bench.poll("c", t0 + 1h, {entry(one)}).published, 1);
}

TEST_P(SourceContract, DoesNotBringBackASourceThatEnded) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.due.reset();
    outcome.state->health = Health::gone;
    bench.commit(outcome);
    bench.reopen();
    bench.sources({"a", "b"});
    EXPECT_EQ(bench.status("a").next_due, std::nullopt);
    EXPECT_EQ(bench.status("a").state.health, Health::gone);
    configure({{"a", "https://new.example/feed", ""}});
    EXPECT_EQ(bench.status("a").next_due, t0);
}

// Parts: further documents of a source

TEST_P(SourceContract, MakesAPartJobOnceAndEndsItWithItsVisit) {
    bench.sources({"a"});
    Job poll = bench.claim_poll("a");
    Outcome named = polled(poll, t0);
    named.parts = {{"https://example.org/1.xml", true}, {"https://example.org/1.xml", true}};
    bench.commit(named);
    bench.reopen(t0);
    std::vector<Job> jobs = bench.claim(t0);
    ASSERT_THAT(jobs, SizeIs(1));
    EXPECT_EQ(jobs[0].kind, JobKind::part);
    EXPECT_EQ(jobs[0].url, "https://example.org/1.xml");
    EXPECT_EQ(jobs[0].host, "example.org");
    EXPECT_TRUE(jobs[0].first);

    Outcome read = polled(jobs[0], t0, {entry(one)});
    read.kind = JobKind::part;
    read.state.reset();
    read.due.reset();
    EXPECT_EQ(bench.commit(read).published, 1);
    EXPECT_THAT(bench.claim(t0), IsEmpty());
}

TEST_P(SourceContract, VisitsAPartAgainThatWasNamedDuringItsVisit) {
    bench.sources({"a"});
    Outcome named = polled(bench.claim_poll("a"), t0);
    named.parts = {{"https://example.org/1.xml", false}};
    bench.commit(named);
    Job part = bench.claim(t0).at(0);
    Job poll = bench.claim(t0 + 1h).at(0);
    named.job = poll.id;
    named.now = t0 + 1h;
    named.due = t0 + 2h;
    bench.commit(named);
    Outcome read = polled(part, t0 + 1h);
    read.state.reset();
    read.due.reset();
    bench.commit(read);
    std::vector<Job> again = bench.claim(t0 + 1h);
    ASSERT_THAT(again, SizeIs(1));
    EXPECT_EQ(again[0].id, part.id);
}

TEST_P(SourceContract, AsksAnewForPartsThatWaitedWhenTheirSourceLeft) {
    bench.sources({"a"});
    Outcome named = polled(bench.claim_poll("a"), t0);
    named.state->known = {1, 2};
    named.state->validators = {"\"e\"", ""};
    named.parts = {{"https://example.org/1.xml", false}};
    bench.commit(named);
    bench.sources({});
    bench.sources({"a"});
    Job poll = bench.claim_poll("a");
    EXPECT_EQ(poll.kind, JobKind::poll);
    EXPECT_THAT(poll.state.known, IsEmpty());
    EXPECT_EQ(poll.state.validators, Validators{});
}

TEST_P(SourceContract, TellsHowManyPagesWait) {
    bench.poll("a", t0, {}, {draft(one), draft(article("two"))});
    EXPECT_EQ(bench.status("a").pages_waiting, 2u);
    EXPECT_EQ(must(bench.outbox->sources()), must(bench.store->sources()));
}

}  // namespace
}  // namespace newsbus::store::test
