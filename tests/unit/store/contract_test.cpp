#include "support.h"

#include "ledger/deadlines.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Contract : public OnEveryStore {
protected:
    static std::vector<std::string> sources_of(const std::vector<Job>& jobs) {
        std::vector<std::string> names;
        names.reserve(jobs.size());
        for (const Job& job : jobs) names.push_back(job.source);
        return names;
    }

    void configure(const std::vector<ConfiguredSource>& rows, TimePoint due = t0) {
        must(bench.store->set_sources(rows, {due}));
    }

    std::vector<Seq> numbers(const Range& range) {
        std::vector<Seq> all;
        for (const OutboxEntry& message : bench.log(range)) all.push_back(message.seq);
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(Stores, Contract, all_backends(), backend_name);

// The log

TEST_P(Contract, StartsEmpty) {
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{0, 0}));
    EXPECT_THAT(bench.log(), IsEmpty());
    EXPECT_EQ(must(bench.outbox->cursor("zeromq")), 0u);
}

TEST_P(Contract, WritesEverythingThatAMessageSays) {
    must(bench.store->set_policy({{"pub", "x/{source}/{event}/{language}/"}}));
    one.language = "EN-GB";
    bench.poll("a", t0, {entry(one)});
    OutboxEntry message = bench.log().at(0);
    std::string id = identity_of(one).id;
    EXPECT_EQ(message.time, t0);
    EXPECT_EQ(message.topic, "x/a/published/en/");
    EXPECT_EQ(message.id, id + "/1");
    EXPECT_EQ(message.source, "/newsbus/pub/a");
    EXPECT_EQ(message.type, "newsbus.article.published.v1");
    EXPECT_EQ(message.subject, id);
}

TEST_P(Contract, AddressesUnknownLanguagesAsUnd) {
    for (const char* tag : {"", "x", "12", "abcdefghi", "-en"}) {
        one = article(std::string("tagged ") + tag);
        one.language = tag;
        bench.poll("a", t0, {entry(one)});
        EXPECT_EQ(bench.log().back().topic, "article/published/und/a/") << tag;
    }
}

TEST_P(Contract, NumbersWithoutGapsAndLinksEachTopic) {
    bench.poll("a", t0, {entry(one), entry(article("two"))});
    bench.poll("b", t0, {entry(article("three"))});
    bench.poll("a", t0 + 1h, {entry(article("four"))});
    std::vector<std::pair<Seq, Seq>> links;
    for (const OutboxEntry& message : bench.log()) links.emplace_back(message.seq, message.prev);
    EXPECT_THAT(links, ElementsAre(std::pair(1, 0), std::pair(2, 1), std::pair(3, 0), std::pair(4, 2)));
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{1, 4}));
}

TEST_P(Contract, KeepsItsNumbersAcrossRestarts) {
    bench.poll("a", t0, {entry(one)});
    auto before = bench.log();
    bench.reopen();
    EXPECT_EQ(bench.log(), before);
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(article("two"))}).first, 2u);
}

TEST_P(Contract, KeepsItsPublisherUnlessToldAnother) {
    std::string own = must(bench.store->publisher());
    EXPECT_THAT(own, SizeIs(16));
    bench.reopen();
    EXPECT_EQ(must(bench.store->publisher()), own);
    EXPECT_EQ(must(bench.outbox->publisher()), own);
    must(bench.store->set_policy({{"acme", "t/"}}));
    EXPECT_EQ(must(bench.store->publisher()), "acme");
    EXPECT_EQ(must(bench.outbox->publisher()), "acme");
}

TEST_P(Contract, TellsHowASourceIs) {
    Outcome outcome = polled(bench.claim_poll("a"), t0 + 1s);
    outcome.events.push_back({message::SourceKind::failing, "HTTP status 500", t0, t0 + 1h});
    outcome.events.push_back({message::SourceKind::ok, "", t0 + 1s, {}});
    bench.commit(outcome);
    auto log = bench.log();
    EXPECT_EQ(log.at(0).topic, "source/failing/a/");
    EXPECT_EQ(log.at(0).type, "newsbus.source.failing.v1");
    EXPECT_EQ(log.at(0).subject, "a");
    EXPECT_EQ(log.at(0).id, "a/1");
    EXPECT_EQ(log.at(0).body, R"({"source":"a","kind":"failing","reason":"HTTP status 500",)"
                              R"("since":"2026-11-22T03:00:00Z","next":"2026-11-22T04:00:00Z"})");
    EXPECT_EQ(log.at(1).body, R"({"source":"a","kind":"ok","since":"2026-11-22T03:00:01Z"})");
}

TEST_P(Contract, ReadsRanges) {
    for (int i = 0; i < 4; ++i) {
        bench.poll("a", t0 + i * 1h, {entry(article("a" + std::to_string(i), std::string(1000, 'x')))});
        bench.poll("b", t0 + i * 1h, {entry(article("b" + std::to_string(i), std::string(1000, 'x')))});
    }
    struct Case {
        const char* what;
        Range range;
        std::vector<Seq> expected;
    };
    const std::string of_a = "article/published/en/a/";
    for (const Case& c : {
             Case{"all", {}, {1, 2, 3, 4, 5, 6, 7, 8}},
             Case{"after", {.after = 6}, {7, 8}},
             Case{"after the end", {.after = 8}, {}},
             Case{"after the highest number there is", {.after = UINT64_MAX}, {}},
             Case{"after a number that no log can reach", {.after = 1ull << 63}, {}},
             Case{"until", {.after = 2, .until = 4}, {3, 4}},
             Case{"until the highest number there is", {.after = 6, .until = UINT64_MAX}, {7, 8}},
             Case{"until it, of a topic", {.after = 6, .until = UINT64_MAX, .topics = {of_a}}, {7}},
             Case{"since", {.since = t0 + 2h}, {5, 6, 7, 8}},
             Case{"since and after", {.after = 6, .since = t0 + 2h}, {7, 8}},
             Case{"topic", {.topics = {of_a}}, {1, 3, 5, 7}},
             Case{"topics", {.after = 4, .topics = {of_a, "article/published/en/b"}}, {5, 6, 7, 8}},
             Case{"no such topic", {.topics = {"article/updated/"}}, {}},
             Case{"topic and since", {.since = t0 + 3h, .topics = {of_a}}, {7}},
             Case{"count", {.count = 3}, {1, 2, 3}},
             Case{"count of a topic", {.after = 1, .topics = {of_a}, .count = 2}, {3, 5}},
             Case{"bytes", {.bytes = 2000}, {1, 2}},
             Case{"bytes of a topic", {.topics = {of_a}, .bytes = 2000}, {1, 3}},
             Case{"at least one", {.bytes = 1}, {1}},
         })
        EXPECT_EQ(numbers(c.range), c.expected) << c.what;
}

TEST_P(Contract, RemembersWhatEachSinkWasSent) {
    must(bench.store->save_cursor("zeromq", 5));
    must(bench.store->save_cursor("file", 2));
    must(bench.store->save_cursor("zeromq", 7));
    EXPECT_EQ(must(bench.outbox->cursor("zeromq")), 7u);
    EXPECT_EQ(must(bench.outbox->cursor("file")), 2u);
}

// Commits

TEST_P(Contract, KeepsTheStateOfASourceByteForByte) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    SourceState& state = *outcome.state;
    state.validators = {"W/\"\xe9\x01\"", "Sun, 22 Nov 2026 03:00:00 GMT"};
    state.health = Health::failing;
    state.reason = "why";
    state.since = t0 - 1h;
    state.last_success = std::nullopt;
    state.last_status = 503;
    state.failures = 3;
    state.gone_count = 1;
    state.moved_to = "https://elsewhere.example/";
    state.moved_count = 2;
    state.rhythm = 17min;
    state.hints = {2h, 0xFFFFFE, 0x41};
    state.known = {0, 1, 0x8000000000000000, 0xffffffffffffffff};
    bench.commit(outcome);
    bench.reopen(t0 + 1h);
    EXPECT_EQ(bench.claim_poll("a", t0 + 1h).state, state);
}

TEST_P(Contract, CountsTheArticlesOfASource) {
    bench.poll("a", t0, {entry(one), entry(article("two"), Announce::silent)});
    one.headline = "Another headline";
    bench.poll("a", t0 + 1h, {entry(one)});
    EXPECT_EQ(bench.status("a").state.articles, 2);
}

TEST_P(Contract, StoresNothingForAJobThatEnded) {
    Job a = bench.claim_poll("a");
    Outcome late = polled(a, t0, {entry(one)}), good = polled(a, t0, {entry(article("two"))});
    late.job = 999;
    auto receipts = bench.commit_all({late, good});
    EXPECT_EQ(must(receipts.at(0)), (Receipt{.obsolete = true}));
    EXPECT_EQ(must(receipts.at(1)).first, 1u);
    EXPECT_THAT(bench.log(), SizeIs(1));
}

TEST_P(Contract, CommitsSeveralOutcomesInTheirOrder) {
    std::vector<Job> jobs = bench.claim();
    auto receipts = bench.commit_all({polled(jobs.at(0), t0, {entry(one), entry(article("two"))}),
                                      polled(jobs.at(1), t0), polled(jobs.at(1), t0, {entry(article("three"))})});
    EXPECT_EQ(must(receipts.at(0)), (Receipt{.first = 1, .last = 2, .published = 2}));
    EXPECT_EQ(must(receipts.at(1)), Receipt{});
    EXPECT_EQ(must(receipts.at(2)), (Receipt{.first = 3, .last = 3, .published = 1}));
}

TEST_P(Contract, ShowsTheNamesOfTheConfiguration) {
    auto name_of_a = [this] { return must(bench.outbox->sources()).at(0).name; };
    EXPECT_EQ(name_of_a(), "");
    configure({{"a", "https://a.example/feed", "", "The \"A\""}});
    EXPECT_EQ(name_of_a(), "The \"A\"");
    bench.reopen();
    EXPECT_EQ(name_of_a(), "The \"A\"");
    configure({{"a", "https://a.example/feed", ""}});
    EXPECT_EQ(name_of_a(), "");
}

// Claims

TEST_P(Contract, LeasesDueJobsEarliestFirst) {
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

TEST_P(Contract, LeasesNoMoreOnAHostThanItHasSlots) {
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

TEST_P(Contract, ComparesDueTimesAcrossHosts) {
    must(bench.store->set_sources(
        std::vector<ConfiguredSource>{
            {"x0", "https://x.test/0", ""}, {"y", "https://y.test/", ""}, {"x1", "https://x.test/1", ""}},
        {t0, 1s}));
    EXPECT_THAT(sources_of(must(bench.store->claim(t0 + 1min, 2, {2, {}}))), ElementsAre("x0", "y"));
}

TEST_P(Contract, GivesAReleasedJobOutAgain) {
    std::vector<Job> jobs = bench.claim();
    EXPECT_THAT(bench.claim(), IsEmpty());
    must(bench.store->release(std::vector<std::int64_t>{jobs.at(1).id}));
    std::vector<Job> again = bench.claim();
    ASSERT_THAT(again, SizeIs(1));
    EXPECT_EQ(again.at(0), jobs.at(1));
}

TEST_P(Contract, CountsTheVisitsThatDiedWithTheProcess) {
    bench.claim_poll("a");
    bench.reopen();
    EXPECT_EQ(bench.claim_poll("a").crashes, 1);
    bench.reopen();
    Job job = bench.claim_poll("a");
    EXPECT_EQ(job.crashes, 2);
    bench.commit(polled(job, t0));
    EXPECT_EQ(bench.claim_poll("a", t0 + 1h).crashes, 0);
}

TEST_P(Contract, MakesEveryPollDue) {
    bench.poll("a", t0, {});
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
    must(bench.store->make_all_due(t0 + 1min));
    EXPECT_THAT(bench.claim(t0 + 1min), SizeIs(2));
}

TEST_P(Contract, PullsInDeadlinesThatNobodyCanHaveMeant) {
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

TEST_P(Contract, PollsAgainAfterTheClockWasSetBack) {
    bench.poll("a", t0, {});
    EXPECT_THAT(bench.claim(t0 - 24h * 365), SizeIs(2));
}

TEST_P(Contract, TriesAPageAgainSoonThoughTheClockWasSetBack) {
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

TEST_P(Contract, TellsTwoCachesThatTakeTurnsOnce) {
    bench.sources({"a"});
    Article other = one;
    other.headline += ", changed";
    for (int hour = 0; hour < 6; ++hour) bench.poll("a", t0 + hour * 1h, {entry(hour % 2 == 0 ? one : other)});
    EXPECT_THAT(bench.log(), SizeIs(2));
}

TEST_P(Contract, KeepsTheFirstDateOfAnArticleWhoseDateMoves) {
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

TEST_P(Contract, ForgetsAChangeThatIsTakenBackBeforeItsPageIsVisited) {
    bench.sources({"a"});
    bench.poll("a", t0, {entry(one)});
    Article changed = one;
    changed.headline += ", changed";
    bench.poll("a", t0 + 1h, {}, {draft(changed)});
    bench.poll("a", t0 + 2h, {entry(one)});
    EXPECT_THAT(bench.claim(t0 + 2h), IsEmpty());
    EXPECT_EQ(bench.log().size(), 1u);
}

// Sources

TEST_P(Contract, KeepsDueTimesAcrossRestarts) {
    bench.poll("a", t0, {});
    bench.reopen(t0 + 1min);
    configure({{"a", "https://a.example/feed", ""}}, t0 + 5h);
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
}

TEST_P(Contract, PollsSourcesThatWereNeverPolledAtOnceAndOneAfterTheOther) {
    bench.poll("a", t0, {});
    auto row = [](std::string id) { return ConfiguredSource{id, "https://" + id + ".example/feed", ""}; };
    must(bench.store->set_sources(std::vector<ConfiguredSource>{row("c"), row("a"), row("d")}, {t0 + 1min, 2s}));
    EXPECT_EQ(bench.status("c").next_due, t0 + 1min);
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
    EXPECT_EQ(bench.status("d").next_due, t0 + 1min + 2s);
}

TEST_P(Contract, DoesNotLetASourceWaitThatAnEarlierStartMeantToPollLater) {
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

TEST_P(Contract, MakesNamedSourcesDue) {
    for (const char* source : {"a", "b"}) bench.commit(polled(bench.claim_poll(source), t0));
    TimePoint now = t0 + 2min;
    EXPECT_EQ(must(bench.store->make_due({Whom::named, {"b", "x", "b"}}, now, 1min)),
              (std::vector<PollPromise>{{"b", Kind::now, now}, {"x", Kind::unknown, {}}}));
    EXPECT_THAT(sources_of(bench.claim(now)), ElementsAre("b"));
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
}

TEST_P(Contract, PollsNoSourceSoonerThanTheShortestIntervalAllows) {
    bench.poll("a", t0, {});
    PollPromise promise{"a", Kind::soon, t0 + 1min};
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}, true}, t0 + 1s, 1min)), ElementsAre(promise));
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0 + 2s, 2min)), ElementsAre(promise));
    EXPECT_EQ(bench.status("a").next_due, t0 + 1min);
    // after the clock was set back
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0 - 1h, 1min)),
                ElementsAre(PollPromise{"a", Kind::soon, t0 - 1h + 1min}));
}

TEST_P(Contract, LetsASourceRestThatItsServerAskedToUnlessItIsForced) {
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

TEST_P(Contract, TellsThatAPollIsUnderWay) {
    Job job = bench.claim_poll("a");
    EXPECT_THAT(must(bench.store->make_due({Whom::named, {"a"}}, t0, 1min)),
                ElementsAre(PollPromise{"a", Kind::running, t0}));
    bench.commit(polled(job, t0));
    EXPECT_EQ(bench.status("a").next_due, t0 + 15min);
}

TEST_P(Contract, PollsASourceThatIsGoneWhenItIsNamed) {
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

TEST_P(Contract, MakesThoseThatFailDue) {
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

TEST_P(Contract, KeepsWhatItKnowsOfASourceThatIsGoneAndComesBack) {
    bench.poll("a", t0, {entry(one)});
    configure({{"b", "https://b.example/feed", ""}});
    EXPECT_THAT(must(bench.store->sources()), SizeIs(1));
    EXPECT_THAT(sources_of(bench.claim(t0 + 1h)), ElementsAre("b"));
    configure({{"a", "https://a.example/feed", ""}}, t0 + 2h);
    EXPECT_EQ(bench.status("a").next_due, t0 + 2h);
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Contract, BringsAWaitingEntryBackWithItsSource) {
    bench.poll("a", t0, {}, {draft(one, Announce::backfill)});
    configure({{"b", "https://b.example/feed", ""}});
    configure({{"a", "https://a.example/feed", ""}});
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}).pages, 1);
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(article("one", "New."))}).backfill, 1);
}

TEST_P(Contract, VisitsTheUrlThatItLearnt) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.state->url = "https://learnt.test/feed";
    bench.commit(outcome);
    Job job = bench.claim_poll("a", t0 + 1h);
    EXPECT_EQ(job.url, "https://learnt.test/feed");
    EXPECT_EQ(job.host, "learnt.test");
}

TEST_P(Contract, ForgetsTheLearntUrlWhenTheConfiguredOneChanges) {
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

TEST_P(Contract, DropsTheAnswerOfAUrlThatIsNoLongerConfigured) {
    Job old = bench.claim_poll("a");
    configure({{"a", "https://new.example/feed", ""}});
    EXPECT_TRUE(bench.commit(polled(old, t0, {entry(one)})).obsolete);
    EXPECT_EQ(bench.claim_poll("a").state.url, "https://new.example/feed");
}

TEST_P(Contract, TakesOverTheStateOfAPreviousId) {
    bench.poll("a", t0, {entry(one)});
    std::vector<ConfiguredSource> renamed = {{"c", "https://a.example/feed", "a"}};
    configure(renamed, t0 + 5h);
    configure(renamed, t0 + 5h);  // the next start says the same again
    EXPECT_EQ(bench.status("c").next_due, t0 + 15min);
    EXPECT_EQ(bench.poll("c", t0 + 1h, {entry(one)}), (Receipt{.unchanged = 1}));
    EXPECT_THAT(must(bench.store->sources()), SizeIs(1));
}

TEST_P(Contract, LeavesTheStateOfAPreviousIdThatIsStillConfigured) {
    bench.poll("a", t0, {entry(one)});
    configure({{"a", "https://a.example/feed", ""}, {"c", "https://a.example/feed", "a"}});
    EXPECT_EQ(bench.poll("c", t0 + 1h, {entry(one)}).published, 1);
}

TEST_P(Contract, DoesNotBringBackASourceThatEnded) {
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

TEST_P(Contract, MakesAPartJobOnceAndEndsItWithItsVisit) {
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

TEST_P(Contract, VisitsAPartAgainThatWasNamedDuringItsVisit) {
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

TEST_P(Contract, AsksAnewForPartsThatWaitedWhenTheirSourceLeft) {
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

TEST_P(Contract, TellsHowManyPagesWait) {
    bench.poll("a", t0, {}, {draft(one), draft(article("two"))});
    EXPECT_EQ(bench.status("a").pages_waiting, 2u);
    EXPECT_EQ(must(bench.outbox->sources()), must(bench.store->sources()));
}

}  // namespace
}  // namespace newsbus::store::test
