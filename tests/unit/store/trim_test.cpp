#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::SizeIs;

Options kept(Duration age, std::uint64_t size) {
    Options options;
    options.retention.age = age;
    options.retention.bytes = size;
    return options;
}

class TrimByAge : public OnEveryStore {
protected:
    TrimByAge() : OnEveryStore(kept(24h, 1 << 30)) {}

    void trim(TimePoint now) {
        while (must(bench.store->trim(now))) {
        }
    }

    void publish(int from, int count, TimePoint now) {
        std::vector<Entry> entries;
        for (int i = from; i < from + count; ++i) entries.push_back(entry(article("n" + std::to_string(i))));
        bench.poll("a", now, std::move(entries));
    }
};

class TrimBySize : public TrimByAge {
protected:
    TrimBySize() { bench.options.retention.bytes = 20'000, bench.reopen(), bench.sources({"a", "b"}); }
};

class TrimByNumber : public TrimByAge {
protected:
    TrimByNumber() {
        bench.options.retention.entries = 10, bench.options.retention.pages = 3;
        bench.reopen(), bench.sources({"a", "b"});
    }

    int published_again(int from, int count, TimePoint now) {
        std::vector<Entry> entries;
        for (int i = from; i < from + count; ++i) entries.push_back(entry(article("n" + std::to_string(i))));
        return bench.poll("a", now, std::move(entries)).published;
    }

    std::optional<TimePoint> next_poll() { return bench.status("a").next_due; }
};

INSTANTIATE_TEST_SUITE_P(Stores, TrimByAge, all_backends(), backend_name);
INSTANTIATE_TEST_SUITE_P(Stores, TrimByNumber, all_backends(), backend_name);
INSTANTIATE_TEST_SUITE_P(Stores, TrimBySize, all_backends(), backend_name);

TEST_P(TrimByAge, LeavesAYoungLogAlone) {
    publish(0, 3, t0);
    EXPECT_FALSE(must(bench.store->trim(t0 + 23h)));
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{1, 3}));
}

TEST_P(TrimByAge, DropsWhatIsOldAndSaysSo) {
    publish(0, 3, t0);
    publish(3, 2, t0 + 20h);
    trim(t0 + 25h);
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{4, 6}));
    OutboxEntry told = bench.log().back();
    EXPECT_EQ(told.topic, "source/trimmed/*/");
    EXPECT_EQ(told.type, "newsbus.source.trimmed.v1");
    EXPECT_EQ(told.body, R"({"source":"*","kind":"trimmed","since":"2026-11-23T04:00:00Z",)"
                         R"("from":"00000000000000000001","to":"00000000000000000003"})");
}

TEST_P(TrimByAge, TrimsASteadyLogInLots) {
    for (int hour = 0; hour < 4 * 24; ++hour) {
        for (int quarter = 0; quarter < 4; ++quarter) {
            TimePoint now = t0 + hour * 1h + quarter * 15min;
            publish(hour * 4 + quarter, 1, now);
            trim(now);
        }
    }
    auto announced = bench.log({.topics = {"source/trimmed/"}, .count = 1000});
    EXPECT_LE(announced.size(), 30u);
    EXPECT_LE(t0 + 95h + 45min - bench.log().at(0).time, 24h + 48min);
}

TEST_P(TrimByAge, SaysARangeOnce) {
    publish(0, 3, t0);
    trim(t0 + 25h);
    trim(t0 + 25h);
    bench.reopen(t0 + 26h);
    trim(t0 + 26h);
    EXPECT_THAT(bench.log(), SizeIs(1));
}

TEST_P(TrimByAge, SaysTheBitesOfOneRangeAsOne) {
    publish(0, 2500, t0);
    EXPECT_TRUE(must(bench.store->trim(t0 + 25h)));
    bench.reopen(t0 + 25h);  // in the middle
    trim(t0 + 25h);
    auto log = bench.log();
    ASSERT_THAT(log, SizeIs(1));
    EXPECT_THAT(log[0].body, ::testing::HasSubstr(R"("from":"00000000000000000001","to":"00000000000000002500")"));
}

TEST_P(TrimByAge, AnnouncesNoAnnouncements) {
    publish(0, 3, t0);
    trim(t0 + 25h);
    trim(t0 + 50h);
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{5, 4}));
}

TEST_P(TrimByAge, NeverGivesANumberOutAgain) {
    publish(0, 3, t0);
    trim(t0 + 25h);
    trim(t0 + 50h);
    bench.reopen(t0 + 50h);
    publish(3, 1, t0 + 50h);
    OutboxEntry next = bench.log().at(0);
    EXPECT_EQ(next.seq, 5u);
    EXPECT_EQ(next.prev, 3u);  // survives what it points to
}

TEST_P(TrimByAge, RemembersWhatItTrimmed) {
    publish(0, 1, t0);
    trim(t0 + 25h);
    EXPECT_EQ(bench.poll("a", t0 + 26h, {entry(article("n0"))}), (Receipt{.unchanged = 1}));
}

TEST_P(TrimByAge, ForgetsAnEntryLongAfterItLeftItsFeed) {
    publish(0, 1, t0);
    trim(t0 + 24h * 89);
    EXPECT_EQ(bench.poll("a", t0 + 24h * 89, {}), Receipt{});
    trim(t0 + 24h * 91);
    EXPECT_EQ(bench.poll("a", t0 + 24h * 91, {entry(article("n0"))}).published, 1);
}

TEST_P(TrimByAge, ForgetsNoEntryOfTheLastAnswer) {
    for (Duration later : {0h, 1h}) {  // the second answer names another canonical URL: the same content, another print
        must(bench.store->make_all_due(t0 + later));
        Outcome outcome = polled(bench.claim_poll("a", t0 + later), t0 + later, {entry(one)});
        outcome.state->known = {known_print(identity_of(one), Digest(one))};
        bench.commit(outcome);
        one.canonical_url = "https://news.example/canonical";
    }
    trim(t0 + 24h * 365);
    EXPECT_EQ(bench.poll("a", t0 + 24h * 365, {entry(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(TrimByAge, ForgetsNoEntryThatWaitsForItsPage) {
    bench.poll("a", t0, {}, {draft(one)});
    trim(t0 + 24h * 91);
    EXPECT_EQ(bench.status("a").pages_waiting, 1u);
}

TEST_P(TrimByNumber, ForgetsTheEntriesOfAFullSourceThatNoPollHasBroughtForLongest) {
    publish(0, 10, t0);
    trim(t0);
    EXPECT_EQ(published_again(0, 10, t0 + 1h), 0);
    publish(0, 5, t0 + 30h);
    publish(10, 4, t0 + 31h);
    trim(t0 + 31h);
    EXPECT_EQ(published_again(9, 5, t0 + 32h), 0);
    EXPECT_EQ(published_again(0, 5, t0 + 32h), 0);
    EXPECT_EQ(published_again(5, 4, t0 + 32h), 4);
}

TEST_P(TrimByNumber, LeavesOtherSourcesAlone) {
    publish(0, 14, t0);
    bench.poll("b", t0, {entry(article("x")), entry(article("y"))});
    trim(t0);
    EXPECT_EQ(bench.poll("b", t0 + 1h, {entry(article("x")), entry(article("y"))}), (Receipt{.unchanged = 2}));
}

TEST_P(TrimByNumber, ForgetsNoEntryOfTheLastAnswerAndNoneThatWaits) {
    bench.poll("a", t0, {}, {draft(one)});
    must(bench.store->make_all_due(t0 + 1min));
    const Article stays = article("stays");
    Outcome outcome = polled(bench.claim_poll("a", t0 + 1min), t0 + 1min, {entry(stays)});
    outcome.state->known = {known_print(identity_of(stays), Digest(stays))};
    bench.commit(outcome);
    must(bench.store->make_all_due(t0 + 2min));
    std::vector<Entry> entries;
    for (int i = 0; i < 2'400; ++i) entries.push_back(entry(article("n" + std::to_string(i))));
    outcome = polled(bench.claim_poll("a", t0 + 2min), t0 + 2min, std::move(entries));
    outcome.state->known = {known_print(identity_of(stays), Digest(stays))};
    bench.commit(outcome);
    trim(t0 + 3min);
    EXPECT_EQ(bench.status("a").pages_waiting, 1u);
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(stays)}), (Receipt{.unchanged = 1}));
    EXPECT_EQ(published_again(2392, 8, t0 + 1h), 0);
    EXPECT_EQ(published_again(2391, 1, t0 + 1h), 1);
}

TEST_P(TrimByNumber, CountsWhatWasRememberedBeforeARestart) {
    publish(0, 10, t0);
    bench.reopen(t0);
    publish(10, 2, t0 + 1min);
    trim(t0 + 1min);
    EXPECT_EQ(published_again(0, 2, t0 + 1h), 2);
}

TEST_P(TrimByNumber, PollsNoSourceOfWhichTooManyPagesWait) {
    bench.poll("a", t0, {}, {draft(article("p")), draft(article("q"))});
    must(bench.store->make_all_due(t0 + 1min));
    trim(t0 + 1min);
    EXPECT_LE(next_poll(), t0 + 1min);
    bench.poll("a", t0 + 1min, {}, {draft(article("r"))});
    must(bench.store->make_all_due(t0 + 2min));
    trim(t0 + 2min);
    EXPECT_EQ(next_poll(), t0 + 4min);
    trim(t0 + 3min);
    EXPECT_EQ(next_poll(), t0 + 5min);
    for (const Job& job : bench.claim(t0 + 3min))
        if (job.kind == JobKind::page) bench.commit(paged(job, t0 + 3min, job.draft->article));
    must(bench.store->make_all_due(t0 + 4min));
    trim(t0 + 4min);
    EXPECT_LE(next_poll(), t0 + 4min);
}

TEST_P(TrimByNumber, HoldsThePollThatIsUnderWayBackWhenItIsDone) {
    bench.poll("a", t0, {}, {draft(article("p")), draft(article("q")), draft(article("r"))});
    must(bench.store->make_all_due(t0 + 1min));
    Outcome late = polled(bench.claim_poll("a", t0 + 1min), t0 + 2min);
    trim(t0 + 2min);
    late.due = t0 + 2min + 1s;
    bench.commit(late);
    EXPECT_EQ(next_poll(), t0 + 4min);
}

TEST_P(TrimByNumber, PollsNoSourceOfWhichTooManySitemapsWait) {
    Outcome named = polled(bench.claim_poll("a", t0), t0);
    named.parts = {{"https://example.org/1.xml", true}, {"https://example.org/2.xml", true}};
    bench.commit(named);
    must(bench.store->make_all_due(t0 + 1min));
    trim(t0 + 1min);
    EXPECT_LE(next_poll(), t0 + 1min);
    Outcome more = polled(bench.claim_poll("a", t0 + 1min), t0 + 1min);
    more.parts = {{"https://example.org/3.xml", true}};
    bench.commit(more);
    must(bench.store->make_all_due(t0 + 2min));
    trim(t0 + 2min);
    EXPECT_EQ(next_poll(), t0 + 4min);
}

TEST_P(TrimByNumber, PollsNoSourceOfWhichThePagesThatWaitTakeTooManyBytes) {
    bench.options.retention.drafts = 1 << 20;
    bench.reopen();
    Article large = article("p");
    large.body = std::string(600 << 10, 'x');
    bench.poll("a", t0, {}, {draft(large)});
    must(bench.store->make_all_due(t0 + 1min));
    trim(t0 + 1min);
    EXPECT_LE(next_poll(), t0 + 1min);
    Article other = article("q");
    bench.poll("a", t0 + 1min, {}, {draft(other)});
    other.body = large.body;
    bench.poll("a", t0 + 2min, {}, {draft(other)});  // takes the place of the first
    must(bench.store->make_all_due(t0 + 3min));
    trim(t0 + 3min);
    EXPECT_EQ(next_poll(), t0 + 5min);
    for (const Job& job : bench.claim(t0 + 4min))
        if (job.kind == JobKind::page) bench.commit(paged(job, t0 + 4min, job.draft->article));
    must(bench.store->make_all_due(t0 + 5min));
    trim(t0 + 5min);
    EXPECT_LE(next_poll(), t0 + 5min);
}

TEST_P(TrimByNumber, PollsNoSourceOfWhichFarTooManyEntriesAreRemembered) {
    publish(0, 11, t0);
    must(bench.store->make_all_due(t0 + 1min));
    must(bench.store->trim(t0 + 1min));
    EXPECT_LE(next_poll(), t0 + 1min);
    publish(20, 2'400, t0 + 1min);
    must(bench.store->make_all_due(t0 + 2min));
    EXPECT_TRUE(must(bench.store->trim(t0 + 2min)));
    EXPECT_EQ(next_poll(), t0 + 4min);
    trim(t0 + 3min);
    must(bench.store->make_all_due(t0 + 4min));
    trim(t0 + 4min);
    EXPECT_LE(next_poll(), t0 + 4min);
}

TEST_P(TrimBySize, KeepsTheNewestThatFit) {
    publish(0, 100, t0);
    trim(t0);
    auto log = bench.log();
    ASSERT_GT(log.size(), 10u);
    ASSERT_LT(log.size(), 80u);
    EXPECT_EQ(log.front().seq, 101 - log.size() + 1);
    std::size_t before = log.size();
    publish(100, 1, t0);
    trim(t0);
    EXPECT_NEAR(static_cast<double>(bench.log().size()), static_cast<double>(before), 2);
}

}  // namespace
}  // namespace newsbus::store::test
