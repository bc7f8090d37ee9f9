#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

/// The transitions of entries.cpp, one by one.
class Entries : public OnEveryStore {
protected:
    Job page(TimePoint now = t0) {
        for (Job& job : bench.claim(now))
            if (job.kind == JobKind::page) return job;
        throw std::runtime_error("no page is due");
    }

    void publish_once() {
        Policy policy;
        policy.publish_once = true;
        must(bench.store->set_policy(policy));
    }

    std::vector<std::string> claimed(TimePoint now) {
        std::vector<std::string> sources;
        for (const Job& job : bench.claim(now)) sources.push_back(job.source);
        return sources;
    }

    std::vector<std::string> ids() {
        std::vector<std::string> all;
        for (const OutboxEntry& message : bench.log()) all.push_back(message.type + " " + message.id.substr(33));
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(Stores, Entries, all_backends(), backend_name);

TEST_P(Entries, MakesAJobWithoutAHostOfADraftThatStandsAlone) {
    Entry alone = draft(one);
    alone.intent = Intent::visit_alone;
    EXPECT_EQ(bench.poll("a", t0, {}, {alone}).pages, 1);
    Job job = page();
    EXPECT_EQ(job.host, "");
    EXPECT_EQ(job.draft->intent, Intent::visit_alone);
}

TEST_P(Entries, PublishesANewEntryAsVersionOne) {
    Receipt receipt = bench.poll("a", t0, {entry(one)});
    EXPECT_EQ(receipt, (Receipt{.first = 1, .last = 1, .published = 1}));
    Article told = bench.body(bench.log().at(0));
    EXPECT_EQ(told.id, identity_of(one).id);
    EXPECT_EQ(told.version, 1);
    EXPECT_EQ(told.source, "a");
    EXPECT_EQ(told.date_first_seen, t0);
    EXPECT_TRUE(told.changes.empty());
}

TEST_P(Entries, AnnouncesOldNewsAsBackfill) {
    EXPECT_EQ(bench.poll("a", t0, {entry(one, Announce::backfill)}).backfill, 1);
    EXPECT_THAT(ids(), ElementsAre("newsbus.article.backfill.v1 1"));
}

TEST_P(Entries, RemembersASilentEntryWithoutTellingIt) {
    EXPECT_EQ(bench.poll("a", t0, {entry(one, Announce::silent)}), (Receipt{.quiet = 1}));
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}), (Receipt{.unchanged = 1}));
    EXPECT_TRUE(bench.log().empty());
}

TEST_P(Entries, UpdatesASilentEntryThatChanges) {
    bench.poll("a", t0, {entry(one, Announce::silent)});
    one.headline = "Another headline";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}).updated, 1);
    EXPECT_THAT(ids(), ElementsAre("newsbus.article.updated.v1 2"));
}

TEST_P(Entries, IgnoresWhatDidNotChange) {
    bench.poll("a", t0, {entry(one)});
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}), (Receipt{.unchanged = 1}));
    EXPECT_EQ(bench.poll("a", t0 + 49h, {entry(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Entries, TellsWhatChanged) {
    bench.poll("a", t0, {entry(one)});
    one.headline = "Another headline";
    one.section = "World";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}).updated, 1);
    Article told = bench.body(bench.log().at(1));
    EXPECT_EQ(told.version, 2);
    EXPECT_EQ(told.date_first_seen, t0);
    EXPECT_THAT(told.changes, ElementsAre(Change{"headline", "changed"}, Change{"articleSection", "added"}));
}

TEST_P(Entries, KeepsTheIdWhenTheUrlChanges) {
    bench.poll("a", t0, {entry(one)});
    std::string id = identity_of(one).id;
    one.url = "https://news.example/moved";
    bench.poll("a", t0 + 1h, {entry(one)});
    EXPECT_EQ(bench.body(bench.log().at(1)).id, id);
    one.identifier = "another guid";  // known by its second URL now
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(one)}).published, 0);
}

TEST_P(Entries, KnowsAnEntryByTheLastOfItsManyGuids) {
    for (int i = 0; i <= 40; ++i) {
        one.identifier = "guid " + std::to_string(i);
        EXPECT_EQ(bench.poll("a", t0 + i * 1h, {entry(one)}).published, i == 0 ? 1 : 0) << i;
    }
    for (int guid : {40, 39, 3}) {  // of somebody else
        Article stranger = article("stranger " + std::to_string(guid));
        stranger.identifier = "guid " + std::to_string(guid);
        EXPECT_EQ(bench.poll("a", t0 + 50h, {entry(stranger)}).published, guid == 3 ? 1 : 0) << guid;
    }
}

TEST_P(Entries, TakesTheSameIdentityTwiceInOneAnswerAsOne) {
    Article again = one;
    again.body = "Something else.";
    EXPECT_EQ(bench.poll("a", t0, {entry(one), entry(again)}),
              (Receipt{.first = 1, .last = 1, .published = 1, .duplicates = 1}));
}

TEST_P(Entries, KeepsApartWhatOnlyResemblesAnOlderFormOfAnother) {
    bench.poll("a", t0, {entry(one)});
    Article moved = one, heir = article("heir");
    moved.url = "https://news.example/moved";
    heir.url = one.url;
    Receipt receipt = bench.poll("a", t0 + 1h, {entry(moved), entry(heir)});
    EXPECT_EQ(receipt.updated, 1);
    EXPECT_EQ(receipt.published, 1);
}

TEST_P(Entries, StoresAVisitInSlicesAndEndsItWithTheLast) {
    Job job = bench.claim_poll("a");
    Outcome first, last = polled(job, t0, {entry(article("two"))});
    first.job = job.id;
    first.source = "a";
    first.now = t0;
    first.more = true;
    first.entries = {entry(one)};
    last.state->validators.etag = "\"whole\"";
    Receipt receipt = bench.commit(first);
    EXPECT_EQ(receipt.published, 1);
    EXPECT_EQ(receipt.met.size(), 1u);
    EXPECT_EQ(bench.status("a").state.validators.etag, "") << "the rest could still be lost";
    EXPECT_THAT(claimed(t0 + 24h), Not(Contains("a"))) << "the visit goes on";
    last.met = std::make_shared<MetEntries>(receipt.met.begin(), receipt.met.end());
    EXPECT_EQ(bench.commit(last).published, 1);
    EXPECT_EQ(bench.status("a").state.validators.etag, "\"whole\"");
    EXPECT_THAT(claimed(t0 + 48h), Contains("a"));
}

TEST_P(Entries, KeepsApartWhatOnlyResemblesAnOlderFormOfAnotherSlice) {
    bench.poll("a", t0, {entry(one)});
    Article moved = one, heir = article("heir");
    moved.url = "https://news.example/moved";
    heir.url = one.url;
    Job job = bench.claim_poll("a", t0 + 1h);
    Outcome first, last = polled(job, t0 + 1h, {entry(heir), entry(moved)});
    first.job = job.id;
    first.source = "a";
    first.now = t0 + 1h;
    first.more = true;
    first.entries = {entry(moved)};
    Receipt receipt = bench.commit(first);
    EXPECT_EQ(receipt.updated, 1);
    last.met = std::make_shared<MetEntries>(receipt.met.begin(), receipt.met.end());
    receipt = bench.commit(last);
    EXPECT_EQ(receipt.published, 1);
    EXPECT_EQ(receipt.duplicates, 1) << "an entry of an earlier slice once more";
}

TEST_P(Entries, LosesNothingWhenTheDaemonDiesBetweenSlices) {
    Job job = bench.claim_poll("a");
    Outcome first;
    first.job = job.id;
    first.source = "a";
    first.now = t0;
    first.more = true;
    first.entries = {entry(one)};
    bench.commit(first);
    bench.reopen(t0 + 1min);
    Receipt receipt = bench.poll("a", t0 + 1min, {entry(one), entry(article("two"))});
    EXPECT_EQ(receipt.published, 1);
    EXPECT_EQ(receipt.unchanged, 1);
}

TEST_P(Entries, PublishesADraftWithItsPage) {
    EXPECT_EQ(bench.poll("a", t0, {}, {draft(one, Announce::backfill)}), (Receipt{.pages = 1}));
    Job job = page();
    EXPECT_EQ(job.url, one.url);
    EXPECT_EQ(job.draft->article.headline, one.headline);
    EXPECT_EQ(job.draft->digest, Digest(one));
    Article whole = article("one", "The whole text.");
    EXPECT_EQ(bench.commit(paged(job, t0 + 1s, whole)).backfill, 1);
    EXPECT_EQ(bench.body(bench.log().at(0)).body, "The whole text.");
    EXPECT_TRUE(bench.claim(t0 + 1min).empty());
}

TEST_P(Entries, KeepsADraftAcrossACrash) {
    bench.poll("a", t0, {}, {draft(one)});
    EXPECT_EQ(page().crashes, 0);
    bench.reopen(t0 + 1min);
    Job job = page(t0 + 1min);
    EXPECT_EQ(job.crashes, 1);
    EXPECT_EQ(bench.commit(paged(job, t0 + 2min, one)).published, 1);
}

TEST_P(Entries, MakesNoSecondPageJobForAWaitingDraft) {
    bench.poll("a", t0, {}, {draft(one)});
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Entries, ReplacesAWaitingDraftThatChanges) {
    bench.poll("a", t0, {}, {draft(one)});
    one.headline = "Another headline";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}), Receipt{});
    EXPECT_EQ(page(t0 + 1h).draft->article.headline, "Another headline");
}

TEST_P(Entries, VisitsAgainWhenTheDraftChangedDuringTheVisit) {
    bench.poll("a", t0, {}, {draft(one)});
    Job visit = page();
    Article later = one;
    later.headline = "Another headline";
    bench.poll("a", t0 + 1h, {}, {draft(later)});
    EXPECT_EQ(bench.commit(paged(visit, t0 + 1h, one)).published, 1);
    Job again = page(t0 + 1h);
    EXPECT_EQ(again.draft->article.headline, "Another headline");
    EXPECT_EQ(bench.commit(paged(again, t0 + 1h, later)).updated, 1);
}

TEST_P(Entries, DoesNothingForAnUnchangedDraftAfterPublishing) {
    bench.poll("a", t0, {}, {draft(one)});
    bench.commit(paged(page(), t0, article("one", "The whole text.")));
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Entries, ComparesALaterPageWithWhatWasPublished) {
    Article whole = article("one", "The whole text.");
    bench.poll("a", t0, {}, {draft(one)});
    bench.commit(paged(page(), t0, whole));
    one.description = "A new teaser.";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}), (Receipt{.pages = 1}));
    EXPECT_EQ(bench.commit(paged(page(t0 + 1h), t0 + 1h, whole)), (Receipt{.unchanged = 1}));
    one.description = "Newer still.";
    bench.poll("a", t0 + 2h, {}, {draft(one)});
    EXPECT_EQ(bench.commit(paged(page(t0 + 2h), t0 + 2h, article("one", "More text."))).updated, 1);
    EXPECT_THAT(bench.body(bench.log().at(1)).changes, ElementsAre(Change{"articleBody", "changed"}));
}

TEST_P(Entries, TriesAPageAgainWithTheAttemptItIsTold) {
    bench.poll("a", t0, {}, {draft(one)});
    Outcome failed = paged(page(), t0, one);
    failed.entries.clear();
    failed.due = t0 + 10min;
    failed.attempt = 1;
    EXPECT_EQ(bench.commit(failed), Receipt{});
    EXPECT_EQ(page(t0 + 10min).attempt, 1);
}

TEST_P(Entries, TellsACompleteEntryAndEndsItsPageJob) {
    bench.poll("a", t0, {}, {draft(one, Announce::backfill)});
    Job visit = page();
    one.body = "The feed has everything now.";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}).backfill, 1);
    EXPECT_TRUE(bench.commit(paged(visit, t0 + 1h, one)).obsolete);
}

TEST_P(Entries, RepublishesNothingWhenFullTextIsTurnedOnOrOff) {
    Article two = article("two");
    bench.poll("a", t0, {entry(one)}, {draft(two)});
    bench.commit(paged(page(), t0, article("two", "The whole text.")));
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(two)}, {draft(one)}), (Receipt{.unchanged = 2}));
}

TEST_P(Entries, RemembersADroppedEntry) {
    EXPECT_EQ(bench.poll("a", t0, {dropped(entry(one))}), (Receipt{.dropped = 1}));
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Entries, PublishesADroppedEntryOnceItChangesAndPasses) {
    bench.poll("a", t0, {dropped(entry(one))});
    one.headline = "Another headline";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}).published, 1);
    EXPECT_THAT(ids(), ElementsAre("newsbus.article.published.v1 1"));
}

TEST_P(Entries, ComparesWithWhatWasToldAfterADroppedChange) {
    bench.poll("a", t0, {entry(one)});
    std::string headline = one.headline;
    one.headline = "Dropped headline";
    EXPECT_EQ(bench.poll("a", t0 + 1h, {dropped(entry(one))}), (Receipt{.dropped = 1}));
    one.headline = headline;
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Entries, RemembersASilentDraftWithoutFetchingItsPage) {
    EXPECT_EQ(bench.poll("a", t0, {}, {draft(one, Announce::silent)}), (Receipt{.quiet = 1}));
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}), (Receipt{.unchanged = 1}));
}

TEST_P(Entries, ReplacesATeaserButNeverAFullTextByATeaser) {
    auto visit = [&](TimePoint now, const char* headline, const char* body, BodyStatus status) {
        one.headline = headline;
        bench.poll("a", now, {}, {draft(one)});
        Article read = one;
        read.body = body;
        read.body_status = status;
        return bench.commit(paged(page(now), now + 1s, read));
    };
    EXPECT_EQ(visit(t0, "First", "A teaser.", BodyStatus::feed).published, 1);
    EXPECT_EQ(visit(t0 + 1h, "Second", "Another teaser.", BodyStatus::feed).updated, 1);
    EXPECT_EQ(visit(t0 + 2h, "Third", "The whole text.", BodyStatus::full).updated, 1);
    EXPECT_EQ(visit(t0 + 3h, "Fourth", "A teaser.", BodyStatus::feed), (Receipt{.unchanged = 1}));
    EXPECT_EQ(visit(t0 + 4h, "Fifth", "A wall.", BodyStatus::wall), (Receipt{.unchanged = 1}));
    EXPECT_EQ(visit(t0 + 5h, "Sixth", "The whole text.", BodyStatus::full).updated, 1);
    EXPECT_EQ(bench.body(bench.log().back()).version, 4);
}

TEST_P(Entries, NamesTheSourcesThatHadTheIdBefore) {
    bench.poll("a", t0, {entry(one)});
    bench.poll("b", t0 + 1h, {entry(one)});
    EXPECT_THAT(bench.body(bench.log().at(1)).seen_in, ElementsAre("a"));
    one.headline = "Another headline";
    bench.poll("a", t0 + 2h, {entry(one)});
    EXPECT_TRUE(bench.body(bench.log().at(2)).seen_in.empty());
}

TEST_P(Entries, PublishesOnceWhenAskedTo) {
    publish_once();
    bench.poll("a", t0, {entry(one)});
    EXPECT_EQ(bench.poll("b", t0 + 1h, {entry(one)}), (Receipt{.duplicates = 1}));
    one.headline = "Another headline";
    EXPECT_EQ(bench.poll("b", t0 + 2h, {}, {draft(one)}), (Receipt{.duplicates = 1}));
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(one)}).updated, 1);
}

TEST_P(Entries, PublishesFromTheSecondSourceWhatTheFirstDropped) {
    publish_once();
    bench.poll("a", t0, {dropped(entry(one))});
    EXPECT_EQ(bench.poll("b", t0 + 1h, {entry(one)}).published, 1);
    EXPECT_TRUE(bench.body(bench.log().at(0)).seen_in.empty());
}

}  // namespace
}  // namespace newsbus::store::test
