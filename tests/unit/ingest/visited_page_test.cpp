#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/fmt/fmt.h>

namespace newsbus::ingest::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Job page() {
    Job job;
    job.id = 2;
    job.kind = JobKind::page;
    job.source = "example";
    job.url = "https://example.org/a";
    job.draft = Entry{entry("a"),
                      {"0123456789abcdef0123456789abcdef", {"g:1"}},
                      Digest(entry("a")),
                      Announce::backfill,
                      Intent::fetch_page};
    job.draft->article.body = "From the feed.";
    return job;
}

TEST(Page, CompletesTheDraft) {
    Outcome outcome = visited_page(Scripted(), page(), status(200), now).outcome;
    EXPECT_FALSE(outcome.due.has_value());
    ASSERT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(outcome.entries[0].article.body, "From the page.");
    EXPECT_EQ(outcome.entries[0].article.id, page().draft->identity.id);
    EXPECT_EQ(outcome.entries[0].announce, Announce::backfill);
    EXPECT_EQ(outcome.entries[0].digest, Digest(outcome.entries[0].article));
}

TEST(Page, TeachesTheMemoryOfItsSiteUnlessItFails) {
    Job job = page();
    job.site_memory = "known";
    EXPECT_EQ(visited_page(Scripted(), job, status(200), now).outcome.site_memory, "known+");
    EXPECT_EQ(visited_page(Scripted(), job, status(404), now).outcome.site_memory, "");
}

TEST(Page, IsTriedThreeTimesThenTheFeedsContentGoesOut) {
    Job job = page();
    for (int attempt = 1; attempt <= 2; ++attempt) {
        Outcome outcome = visited_page(Scripted(), job, status(500), now).outcome;
        EXPECT_TRUE(outcome.due.has_value());
        EXPECT_THAT(outcome.entries, IsEmpty());
        EXPECT_EQ(outcome.attempt, attempt);
        EXPECT_EQ(outcome.notes.at(0).what,
                  fmt::format("the page failed, attempt {} is in {}: HTTP status 500: the server failed", attempt + 1,
                              attempt == 1 ? "5s" : "30s"));
        EXPECT_EQ(outcome.notes.at(0).id, job.draft->identity.id);
        job.attempt = outcome.attempt;
    }
    Outcome last = visited_page(Scripted(), job, status(500), now).outcome;
    EXPECT_FALSE(last.due.has_value());
    ASSERT_THAT(last.entries, SizeIs(1));
    EXPECT_EQ(last.entries[0].article.body, "From the feed.");
    EXPECT_EQ(last.entries[0].article.body_status, BodyStatus::feed);
    EXPECT_THAT(last.notes, SizeIs(1));
}

TEST(Page, HasTheTeaserAsItsBodyWhenNothingElseIsThere) {
    Job job = page();
    job.draft->article.body.clear();
    job.draft->article.description = "A teaser.";
    EXPECT_EQ(visited_page(Scripted(), job, status(404), now).outcome.entries.at(0).article.body, "A teaser.");
}

TEST(Page, GivesUpAtOnceWhereAnotherAttemptCannotHelp) {
    EXPECT_EQ(visited_page(Scripted(), page(), status(404), now).outcome.entries.at(0).article.body_status,
              BodyStatus::feed);
    EXPECT_EQ(visited_page(Scripted(), page(), status(403), now).outcome.entries.at(0).article.body_status,
              BodyStatus::blocked);
    Scripted broken;
    broken.broken = true;
    EXPECT_EQ(visited_page(broken, page(), status(200), now).outcome.entries.at(0).article.body_status,
              BodyStatus::feed);
}

TEST(Page, ThatIsGoneMakesNoArticleOfAnAddressAlone) {
    Job job = page();
    job.draft->article = Article();
    job.draft->article.identifier = job.draft->article.url = "https://example.org/a";
    for (int gone : {404, 410}) {
        Outcome outcome = visited_page(Scripted(), job, status(gone), now).outcome;
        ASSERT_THAT(outcome.entries, SizeIs(1));
        EXPECT_EQ(outcome.entries[0].intent, Intent::drop) << gone;
        EXPECT_THAT(outcome.notes.at(0).what, testing::HasSubstr("its page is gone, and nothing else is known of it"));
    }
    EXPECT_EQ(visited_page(Scripted(), job, status(403), now).outcome.entries.at(0).intent, Intent::publish);
    job.draft->article.headline = "Known";
    EXPECT_EQ(visited_page(Scripted(), job, status(404), now).outcome.entries.at(0).intent, Intent::publish);
}

TEST(Page, ThatDoesNotShowTheWholeTextIsTold) {
    Scripted source;
    EXPECT_THAT(visited_page(source, page(), status(200), now).outcome.notes, IsEmpty());
    source.page_status = BodyStatus::wall;
    EXPECT_EQ(visited_page(source, page(), status(200), now).outcome.notes.at(0).what,
              "the page asks for consent or a subscription before it shows the whole text");
    source.page_status = BodyStatus::blocked;
    EXPECT_EQ(visited_page(source, page(), status(200), now).outcome.notes.at(0).what,
              "the page shows no article: an error page, a check for browsers or an index stands there");
}

TEST(Page, WaitsForRetryAfterButNotForHours) {
    EXPECT_EQ(visited_page(Scripted(), page(), status(503, {{"retry-after", "60"}}), now).outcome.due, now + 60s);
    EXPECT_FALSE(visited_page(Scripted(), page(), status(503, {{"retry-after", "7200"}}), now).outcome.due.has_value());
}

TEST(Page, GoesOutWithoutItsPageWhenThePageKillsTheDaemon) {
    Job job = page();
    job.crashes = 2;
    Outcome outcome = visited_page(Scripted(), job, status(200), now).outcome;
    ASSERT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(outcome.entries[0].article.body, "From the feed.");
}

/// One that a poll set apart, after it alone killed the daemon `crashes` times.
Job suspect(int crashes) {
    Job job = page();
    job.draft->intent = Intent::visit_alone;
    job.crashes = crashes;
    return job;
}

TEST(Suspect, GoesOutAsTheFeedHasItAndNothingIsAmiss) {
    Visited visited = visited_page(Scripted(), suspect(1), Error{Errc::network, "not fetched"}, now);
    ASSERT_THAT(visited.outcome.entries, SizeIs(1));
    const Entry& told = visited.outcome.entries[0];
    EXPECT_EQ(told.article.body, "From the feed.");
    EXPECT_EQ(told.digest, Digest(suspect(1).draft->article));
    EXPECT_EQ(told.announce, Announce::backfill);
    EXPECT_EQ(told.intent, Intent::publish);
    EXPECT_THAT(visited.outcome.notes, IsEmpty());
    EXPECT_EQ(caution_of(suspect(1)), Caution::no_fetch);
}

TEST(Suspect, GoesOutWithoutPluginsThenNotAtAll) {
    EXPECT_EQ(caution_of(suspect(2)), Caution::no_plugins);
    Visited bare = visited_page(Scripted(), suspect(3), Error{Errc::network, "not fetched"}, now);
    EXPECT_EQ(bare.outcome.entries.at(0).intent, Intent::publish);
    EXPECT_EQ(bare.outcome.notes.at(0).what,
              "published without plugins: 3 visits in a row ended with the daemon's death");
    EXPECT_TRUE(bare.degraded);
    Visited aside = visited_page(Scripted(), suspect(4), Error{Errc::network, "not fetched"}, now);
    EXPECT_EQ(aside.outcome.entries.at(0).intent, Intent::drop);
    ASSERT_TRUE(aside.log);
    EXPECT_EQ(aside.log->words, "article set aside until it changes");
}

TEST(Page, ThatStillKillsTheDaemonWithoutItsPageLosesItsPluginsThenIsSetAside) {
    Job job = page();
    job.crashes = 4;
    EXPECT_EQ(visited_page(Scripted(), job, status(200), now).outcome.entries.at(0).intent, Intent::publish);
    EXPECT_EQ(caution_of(job), Caution::no_plugins);
    job.crashes = 6;
    EXPECT_EQ(visited_page(Scripted(), job, status(200), now).outcome.entries.at(0).intent, Intent::drop);
}

}  // namespace
}  // namespace newsbus::ingest::test
