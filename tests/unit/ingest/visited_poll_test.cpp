#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace newsbus::ingest::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

TEST(Poll, AnnouncesTheFirstHarvestAsBackfillOldestFirst) {
    Scripted source;
    source.harvest.articles = {entry("new"), entry("old")};
    Outcome outcome = visited_poll(source, poll(0), status(200), {}, now).outcome;
    EXPECT_THAT(headlines(outcome.entries), ElementsAre("old", "new"));
    for (const Entry& item : outcome.entries) EXPECT_EQ(item.announce, Announce::backfill);
    EXPECT_EQ(outcome.state->polls, 1);
    EXPECT_THAT(outcome.events, IsEmpty());
}

TEST(Poll, HeedsWhatTheFeedAsksAlsoAfterA304) {
    Scripted source;
    source.harvest.feed.ttl_minutes = 120;
    Job job = poll();
    Outcome read = visited_poll(source, job, status(200, {{"etag", "\"1\""}}), {}, now).outcome;
    EXPECT_EQ(read.due, now + 2h);
    job.state = *read.state;
    EXPECT_EQ(job.state.hints.least, 2h);
    Outcome unchanged = visited_poll(source, job, status(304), {}, now).outcome;
    EXPECT_EQ(unchanged.due, now + 2h);
    EXPECT_EQ(unchanged.state->hints, job.state.hints);

    source.harvest.feed.ttl_minutes.reset();
    Outcome silent = visited_poll(source, job, status(200), {}, now).outcome;
    EXPECT_EQ(silent.state->hints, PollHints());
    EXPECT_LT(*silent.due, now + 2h);
}

TEST(Poll, IgnoresWhatTheFeedAsksWhenTold) {
    source::Options options;
    options.hints = false;
    Scripted source(options);
    source.harvest.feed.ttl_minutes = 120;
    source.harvest.feed.skip_days = {"Sunday"};
    EXPECT_EQ(visited_poll(source, poll(), status(200), {}, now).outcome.due, now + 15min);
}

TEST(Poll, OrdersByDateWhereAllEntriesHaveOne) {
    Scripted source;
    source.harvest.articles = {entry("b", now - 1h), entry("a", now - 2h), entry("c", now)};
    EXPECT_THAT(headlines(visited_poll(source, poll(), status(200), {}, now).outcome.entries),
                ElementsAre("a", "b", "c"));
}

TEST(Poll, KeepsAllButTheNewestSilentWhenBackfillIsANumber) {
    source::Options options;
    options.backfill = 1;
    Scripted source(options);
    source.harvest.articles = {entry("new"), entry("old"), entry("older")};
    std::vector<Announce> announces;
    Outcome outcome = visited_poll(source, poll(0), status(200), {}, now).outcome;
    for (const Entry& item : outcome.entries) announces.push_back(item.announce);
    EXPECT_THAT(announces, ElementsAre(Announce::silent, Announce::silent, Announce::backfill));
}

TEST(Poll, LeavesOutWhatTheLastAnswerHadAlready) {
    Scripted source;
    source.harvest.articles = {entry("a"), entry("b")};
    Job job = poll();
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;

    Visited again = visited_poll(source, job, status(200), {}, now);
    EXPECT_THAT(again.outcome.entries, IsEmpty());
    EXPECT_EQ(again.unchanged, 2);
    source.harvest.articles[0].headline = "a, corrected";
    source.harvest.articles.push_back(entry("c"));
    EXPECT_THAT(headlines(visited_poll(source, job, status(200), {}, now).outcome.entries),
                ElementsAre("c", "a, corrected"));
}

TEST(Poll, KeepsNoValidatorOfADamagedAnswer) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    source.harvest.cut = true;
    Job job = poll();
    job.state.validators = {"\"old\"", "Mon, 06 May 2024 07:08:09 GMT"};
    Outcome damaged = visited_poll(source, job, status(200, {{"etag", "\"1\""}}), {}, now).outcome;
    EXPECT_THAT(damaged.entries, SizeIs(1));
    EXPECT_EQ(damaged.state->validators, job.state.validators) << "those of the last whole answer stay";
    EXPECT_EQ(damaged.state->health, Health::ok);
    source.harvest.cut = false;
    EXPECT_EQ(visited_poll(source, job, status(200, {{"etag", "\"1\""}}), {}, now).outcome.state->validators.etag,
              "\"1\"");
}

TEST(Poll, IsTheFirstOnceMoreWhenTheFirstAnswerWasDamaged) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    source.harvest.cut = true;
    Job job = poll(0);
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;
    EXPECT_EQ(job.state.polls, 0);
    source.harvest.articles = {entry("b"), entry("a")};
    Outcome second = visited_poll(source, job, status(200), {}, now).outcome;
    ASSERT_THAT(second.entries, SizeIs(1));
    EXPECT_EQ(second.entries[0].announce, Announce::backfill);
    EXPECT_EQ(second.state->polls, 1);  // though it is damaged, too: a feed may be so for ever
}

TEST(Poll, AnnouncesNothingOldAsNewWhereThereWasNothingBefore) {
    Scripted source;
    Job job = poll(0);
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;
    source.harvest.articles = {entry("of today", now), entry("of old", now - 24h * 365), entry("undated")};
    Outcome second = visited_poll(source, job, status(200), {}, now + 15min).outcome;
    std::map<std::string, Announce> announced;
    for (const Entry& one : second.entries) announced[one.article.headline] = one.announce;
    EXPECT_THAT(announced, ElementsAre(Pair("of old", Announce::backfill), Pair("of today", Announce::published),
                                       Pair("undated", Announce::published)));
}

TEST(Poll, RemembersOnlyTheFirstOfTwoCopiesOfAnEntry) {
    Scripted source;
    Article corrected = entry("a");
    corrected.headline = "a, corrected";
    source.harvest.articles = {corrected, entry("a")};
    Job job = poll();
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;
    EXPECT_THAT(job.state.known, SizeIs(1));

    EXPECT_THAT(visited_poll(source, job, status(200), {}, now).outcome.entries, IsEmpty());
    source.harvest.articles = {corrected};
    EXPECT_THAT(headlines(visited_poll(source, job, status(200), {}, now).outcome.entries),
                ElementsAre("a, corrected"));
}

TEST(Poll, KnowsACopyOfACopyNextTime) {
    Scripted source;
    Article oldest = entry("a"), copy = entry("b"), copy_of_copy = entry("b");
    oldest.identifier = "";
    copy.url = copy_of_copy.url = "";
    oldest.headline = copy.headline = copy_of_copy.headline = "Storm";  // by which `copy` is `oldest`
    copy.description = "One text.";
    copy_of_copy.description = "Another text.";
    source.harvest.articles = {copy_of_copy, copy, oldest};
    Job job = poll();
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;
    EXPECT_THAT(job.state.known, SizeIs(1));
    EXPECT_THAT(visited_poll(source, job, status(200), {}, now).outcome.entries, IsEmpty());
}

TEST(Poll, MakesJobsOfEntriesThatWantTheirPage) {
    Scripted source;
    source.pages = true;
    source.harvest.articles = {entry("a")};
    Outcome outcome = visited_poll(source, poll(), status(200), {}, now).outcome;
    ASSERT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(outcome.entries[0].intent, Intent::fetch_page);
    EXPECT_EQ(outcome.entries[0].announce, Announce::published);
    EXPECT_EQ(outcome.entries[0].identity.id.size(), 32u);
}

TEST(Poll, StoresValidatorsByteForByte) {
    Scripted source;
    Job job = poll();
    job.state.validators = {"\"old\"", "then"};
    Outcome fresh = visited_poll(source, job, status(200, {{"etag", "W/\"x y\""}}), {}, now).outcome;
    EXPECT_EQ(fresh.state->validators, (Validators{"W/\"x y\"", ""}));
    Outcome same = visited_poll(source, job, status(304), {}, now).outcome;
    EXPECT_EQ(same.state->validators, job.state.validators);
    Outcome renewed = visited_poll(source, job, status(304, {{"etag", "\"new\""}}), {}, now).outcome;
    EXPECT_EQ(renewed.state->validators, (Validators{"\"new\"", "then"}));
}

TEST(Poll, FailsWithA304ThatNobodyAskedFor) {
    Scripted source;
    Job job = poll(0);
    Outcome outcome = visited_poll(source, job, status(304, {{"etag", "\"of nothing\""}}), {}, now).outcome;
    EXPECT_EQ(outcome.state->health, Health::failing);
    EXPECT_EQ(outcome.state->validators, Validators{});
    EXPECT_EQ(outcome.state->polls, 0);
    EXPECT_THAT(outcome.state->reason, testing::HasSubstr("without a condition"));
}

TEST(Poll, ReadsWhatAProxyChangedOnItsWay) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    Outcome outcome = visited_poll(source, poll(), status(203, {{"etag", "\"1\""}}), {}, now).outcome;
    EXPECT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(outcome.state->validators.etag, "\"1\"");
    EXPECT_EQ(outcome.state->health, Health::ok);
    EXPECT_EQ(visited_poll(source, poll(), status(206), {}, now).outcome.state->health, Health::failing);
}

TEST(Poll, KeepsNoValidatorThatNoRequestCanCarry) {
    Scripted source;
    Job job = poll();
    const std::string most = '"' + std::string(4094, 'x') + '"';
    EXPECT_EQ(visited_poll(source, job, status(200, {{"etag", most}}), {}, now).outcome.state->validators.etag, most);
    Outcome fresh = visited_poll(source, job, status(200, {{"etag", most + "x"}}), {}, now).outcome;
    EXPECT_EQ(fresh.state->validators, Validators{});
    job.state.validators = {most, "then"};
    EXPECT_EQ(visited_poll(source, job, status(431), {}, now).outcome.state->validators, Validators{});
    EXPECT_EQ(visited_poll(source, job, status(500), {}, now).outcome.state->validators, job.state.validators);
}

TEST(Poll, KeepsTheOldStateWhenItFails) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    Job job = poll();
    job.state.validators = {"\"v\"", ""};
    job.state.known = {1, 2, 3};
    source.broken = true;
    for (const Result<Response>& answer : {Result<Response>(Error{Errc::timeout, "too slow"}),
                                           Result<Response>(status(500)), Result<Response>(status(200))}) {
        Outcome outcome = visited_poll(source, job, answer, {}, now).outcome;
        EXPECT_EQ(outcome.state->validators, job.state.validators);
        EXPECT_EQ(outcome.state->known, job.state.known);
        EXPECT_EQ(outcome.state->failures, 1);
        EXPECT_THAT(outcome.entries, IsEmpty());
        EXPECT_TRUE(outcome.due.has_value());
    }
}

TEST(Poll, AnnouncesAFailureOnceAndTheRecovery) {
    Scripted source;
    Job job = poll();
    Visited first = visited_poll(source, job, status(503), {}, now);
    ASSERT_THAT(first.outcome.events, SizeIs(1));
    EXPECT_EQ(first.outcome.events[0].kind, message::SourceKind::failing);
    EXPECT_TRUE(first.degraded);

    job.state = *first.outcome.state;
    Visited second = visited_poll(source, job, status(503), {}, now);
    EXPECT_THAT(second.outcome.events, IsEmpty());
    EXPECT_FALSE(second.log);
    EXPECT_EQ(second.outcome.state->failures, 2);

    job.state = *second.outcome.state;
    Visited third = visited_poll(source, job, status(304), {}, now);
    ASSERT_THAT(third.outcome.events, SizeIs(1));
    EXPECT_EQ(third.outcome.events[0].kind, message::SourceKind::ok);
    EXPECT_EQ(third.outcome.state->failures, 0);
}

TEST(Poll, CallsARefusalBlocked) {
    EXPECT_EQ(visited_poll(Scripted(), poll(), status(403), {}, now).outcome.state->health, Health::blocked);
}

TEST(Poll, EndsASourceThatIsGoneTwice) {
    Job job = poll();
    Outcome first = visited_poll(Scripted(), job, status(410), {}, now).outcome;
    EXPECT_TRUE(first.due.has_value());
    job.state = *first.state;
    Outcome second = visited_poll(Scripted(), job, status(410), {}, now).outcome;
    EXPECT_FALSE(second.due.has_value());
    EXPECT_EQ(second.state->health, Health::gone);
    job.state = *visited_poll(Scripted(), job, status(500), {}, now).outcome.state;
    EXPECT_TRUE(visited_poll(Scripted(), job, status(410), {}, now).outcome.due.has_value());
}

TEST(Poll, LearnsAPermanentRedirectAfterThreeGoodPolls) {
    Job job = poll();
    Response moved = status(200);
    moved.redirects = {hop(301, "https://example.org/feed", "https://example.net/feed")};
    for (int i = 0; i < 2; ++i) {
        Outcome outcome = visited_poll(Scripted(), job, moved, {}, now).outcome;
        EXPECT_EQ(outcome.state->url, "https://example.org/feed");
        job.state = *outcome.state;
    }
    Visited at_third = visited_poll(Scripted(), job, moved, {}, now);
    const Outcome& third = at_third.outcome;
    EXPECT_EQ(third.state->url, "https://example.net/feed");
    ASSERT_THAT(third.events, SizeIs(1));
    EXPECT_EQ(third.events[0].kind, message::SourceKind::moved);
    EXPECT_EQ(
        at_third.moved,
        (log::Line{"source moved",
                   {{"source", "example"}, {"from", "https://example.org/feed"}, {"to", "https://example.net/feed"}}}));
}

/// Where the source is fetched after three good polls that were redirected like this.
std::string learnt(const std::vector<Redirect>& redirects) {
    Job job = poll();
    Response moved = status(200);
    moved.redirects = redirects;
    for (int i = 0; i < 3; ++i) job.state = *visited_poll(Scripted(), job, moved, {}, now).outcome.state;
    return job.state.url;
}

TEST(Poll, LearnsAChainOfRedirectsUpToItsFirstTemporaryHop) {
    const char *start = "https://example.org/feed", *middle = "https://example.net/feed",
               *end = "https://cdn.example.net/7f3a/feed";
    EXPECT_EQ(learnt({hop(301, start, middle), hop(308, middle, end)}), end);
    EXPECT_EQ(learnt({hop(301, start, middle), hop(302, middle, end)}), middle);
    EXPECT_EQ(learnt({hop(307, start, middle), hop(301, middle, end)}), start);
}

TEST(Poll, LearnsNoRedirectThatGivesEncryptionUp) {
    const char *start = "https://example.org/feed", *middle = "https://example.net/feed", *end = "http://example.net/";
    EXPECT_EQ(learnt({hop(301, start, end)}), start);
    EXPECT_EQ(learnt({hop(301, start, middle), hop(308, middle, end)}), middle);
}

TEST(Poll, LearnsNoRedirectThatSetACookie) {
    const char *start = "https://example.org/feed", *end = "https://example.net/feed";
    Redirect asks = hop(301, start, end);
    asks.set_cookie = true;
    EXPECT_EQ(learnt({asks}), start);
}

TEST(Poll, LearnsNoRedirectThatChangesItsTargetOrPauses) {
    Job job = poll();
    Response one = status(200), other = status(200), straight = status(200);
    one.redirects = {hop(301, "https://example.org/feed", "https://example.net/1")};
    other.redirects = {hop(301, "https://example.org/feed", "https://example.net/2")};
    for (const Response& answer : {one, one, other, other, straight, other, other}) {
        Outcome outcome = visited_poll(Scripted(), job, answer, {}, now).outcome;
        EXPECT_EQ(outcome.state->url, "https://example.org/feed");
        EXPECT_THAT(outcome.events, IsEmpty());
        job.state = *outcome.state;
    }
    EXPECT_EQ(visited_poll(Scripted(), job, other, {}, now).outcome.state->url, "https://example.net/2");
}

/// The addresses that are asked when the answers have these statuses, beginning at one that was learnt.
std::vector<std::string> asked(const std::vector<int>& statuses) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    Job job = poll();
    job.state.url = "https://example.net/feed";
    std::vector<std::string> urls;
    for (int code : statuses) {
        job.state.validators = {"\"1\"", ""};
        const Outcome outcome = visited_poll(source, job, status(code), {}, now).outcome;
        EXPECT_EQ(outcome.state->validators == Validators(), code == 200 || outcome.state->url != job.state.url)
            << "they are of the address that was asked";
        urls.push_back(outcome.state->url.substr(std::string_view("https://example.").size(), 3));
        job.state = *outcome.state;
    }
    return urls;
}

TEST(Poll, AsksTheConfiguredAddressWhenTheLearntOneHasNothingAnyMore) {
    EXPECT_THAT(asked({404, 200, 200, 404}), ElementsAre("org", "org", "org", "org")) << "and stays there";
    EXPECT_THAT(asked({410, 200}), ElementsAre("org", "org"));
    EXPECT_THAT(asked({404, 404, 404, 500}), ElementsAre("org", "net", "org", "net")) << "by turns, while both are ill";
    EXPECT_THAT(asked({404, 500, 200, 500}), ElementsAre("org", "net", "net", "net"));
    EXPECT_THAT(asked({500, 403, 503, 429}), ElementsAre("net", "net", "net", "net")) << "it may be well tomorrow";
}

TEST(Poll, LearnsHttpsAtOnceAndTemporaryRedirectsNever) {
    Job job = poll();
    job.state.url = "http://example.org/feed";
    Response https = status(200), temporary = status(200);
    https.redirects = {hop(308, "http://example.org/feed", "https://example.org/feed")};
    EXPECT_EQ(visited_poll(Scripted(), job, https, {}, now).outcome.state->url, "https://example.org/feed");
    temporary.redirects = {hop(302, "http://example.org/feed", "https://example.org/feed")};
    for (int i = 0; i < 5; ++i) job.state = *visited_poll(Scripted(), job, temporary, {}, now).outcome.state;
    EXPECT_EQ(job.state.url, "http://example.org/feed");
}

TEST(Poll, LeavesOutEntriesThatHaveNothingToKnowThemBy) {
    Scripted source;
    source.harvest.articles = {entry("a"), Article{}, Article{}};
    Outcome outcome = visited_poll(source, poll(), status(200), {}, now).outcome;
    EXPECT_THAT(outcome.entries, SizeIs(1));
    ASSERT_THAT(outcome.notes, SizeIs(1));
    EXPECT_EQ(outcome.notes[0], (Note{"", "left out, without id, link, title and summary: 2 entries"}));
}

TEST(Poll, TellsWhatTheReaderRepaired) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    source.harvest.problems = {{"entry 2: no title"}, {"byte 7: bad"}};
    Job job = poll();
    Visited visited = visited_poll(source, job, status(200, {{"etag", "\"1\""}}), {}, now);
    EXPECT_EQ(visited.log,
              (log::Line{"answer repaired", {{"source", "example"}, {"what", "entry 2: no title (and 1 more)"}}}));
    EXPECT_FALSE(visited.degraded);
    Outcome outcome = std::move(visited.outcome);
    EXPECT_EQ(outcome.state->health, Health::ok);
    EXPECT_EQ(outcome.state->reason, "entry 2: no title (and 1 more)");
    EXPECT_THAT(outcome.notes, SizeIs(2));
    job.state = *outcome.state;
    EXPECT_EQ(visited_poll(source, job, status(304), {}, now).outcome.state->reason, outcome.state->reason);
    EXPECT_FALSE(visited_poll(source, job, status(200), {}, now).log);
}

TEST(Poll, RemembersUntilWhenItsServerAskedToWait) {
    Job job = poll();
    Visited busy = visited_poll(Scripted(), job, status(429, {{"retry-after", "3600"}}), {}, now);
    EXPECT_EQ(busy.outcome.state->rests_until, now + 1h);
    EXPECT_THAT(busy.why, testing::HasSubstr("HTTP status 429"));
    job.state = *busy.outcome.state;
    Visited well = visited_poll(Scripted(), job, status(200), {}, now + 1h);
    EXPECT_EQ(well.outcome.state->rests_until, std::nullopt);
    EXPECT_EQ(well.why, "");
}

TEST(Poll, RestsAJobThatKilledTheDaemon) {
    Scripted source;
    Job job = poll();
    job.crashes = 3;
    Outcome outcome = visited_poll(source, job, status(200), {}, now).outcome;
    EXPECT_EQ(outcome.state->health, Health::failing);
    EXPECT_THAT(outcome.entries, IsEmpty());
}

TEST(Poll, MakesEveryArticleAJobOfItsOwnAfterTheDaemonDied) {
    Scripted source;
    source.harvest.articles = {entry("b", now - 1h), entry("a", now - 2h)};
    Job job = poll();
    job.crashes = 1;
    Outcome outcome = visited_poll(source, job, status(200), {}, now).outcome;
    EXPECT_EQ(outcome.state->health, Health::ok);
    ASSERT_THAT(outcome.entries, SizeIs(2));
    EXPECT_EQ(outcome.entries[0].article.headline, "a");
    EXPECT_EQ(outcome.entries[0].intent, Intent::visit_alone);
    source.pages = true;
    EXPECT_EQ(visited_poll(source, job, status(200), {}, now).outcome.entries.at(0).intent, Intent::fetch_page)
        << "it waits for its page";
}

TEST(NewestOnly, AnOldEntryThatComesUpIsNotAnnouncedAsNew) {
    Scripted source;
    source.harvest.newest_only = true;
    source.harvest.articles = {entry("news", now - 1h), entry("late", now - 47h), entry("old", now - 72h)};
    Outcome outcome = visited_poll(source, poll(), status(200), {}, now).outcome;
    ASSERT_THAT(headlines(outcome.entries), ElementsAre("old", "late", "news"));
    EXPECT_EQ(outcome.entries[0].announce, Announce::backfill);
    EXPECT_EQ(outcome.entries[1].announce, Announce::published);
    EXPECT_EQ(outcome.entries[2].announce, Announce::published);
}

}  // namespace
}  // namespace newsbus::ingest::test
