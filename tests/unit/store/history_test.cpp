#include "store/history.h"

#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A store and what `newsbus why` reads in it.
class HistoryTest : public OnEveryStore {
protected:
    std::unique_ptr<History> history() { return must(bench.backend.open_history(bench.options)); }

    std::vector<std::string> said(const std::string& id) {
        std::vector<std::string> all;
        for (const KeptNote& note : must(history()->notes(id, "", 100))) all.push_back(note.what);
        return all;
    }

    Job page(TimePoint now) {
        for (Job& job : bench.claim(now))
            if (job.kind == JobKind::page) return job;
        throw std::runtime_error("no page is due");
    }

    Article two = article("two");
};

INSTANTIATE_TEST_SUITE_P(Stores, HistoryTest, all_backends(), backend_name);

TEST_P(HistoryTest, FindsAnEntryByUrlGuidAndTheBeginningOfItsId) {
    bench.poll("a", t0, {entry(one), entry(two)});
    const std::string id = identity_of(one).id;
    for (const char* text : {"https://news.example/one", "http://www.news.example/one/?utm_source=x#top", "guid-one"})
        EXPECT_THAT(must(history()->find(newsbus::identity_of(text), text, 10)), ElementsAre(id)) << text;
    EXPECT_THAT(must(history()->find(newsbus::identity_of("guid-three"), "guid-three", 10)), IsEmpty());
    EXPECT_THAT(must(history()->find_prefix(id.substr(0, 8), 10)), ElementsAre(id));
    EXPECT_THAT(must(history()->find_prefix("", 10)), SizeIs(2));
}

TEST_P(HistoryTest, TellsEverySourceThatCarriesTheEntry) {
    bench.poll("a", t0, {entry(one)});
    bench.poll("b", t0 + 1h, {entry(one, Announce::silent)});
    auto carried = must(history()->carried(identity_of(one).id));
    ASSERT_THAT(carried, SizeIs(2));
    EXPECT_EQ(carried[0].source, "a");
    EXPECT_EQ(carried[0].version, 1);
    EXPECT_EQ(carried[0].first_seq, 1u);
    EXPECT_EQ(carried[0].first_seen, t0);
    EXPECT_THAT(carried[0].keys, SizeIs(3));
    EXPECT_EQ(carried[1].source, "b");
    EXPECT_EQ(carried[1].state, ledger::State::quiet);
    EXPECT_EQ(carried[1].first_seq, 0u);
    EXPECT_FALSE(carried[1].page);
}

TEST_P(HistoryTest, GivesTheMessagesOfAnEntryAndOfNoOther) {
    bench.poll("a", t0, {entry(one), entry(two)});
    for (int version = 2; version <= 200; ++version) {
        one.body = "Version " + std::to_string(version) + ".";
        bench.poll("a", t0 + version * 1h, {entry(one), entry(two)});
    }
    const std::string id = identity_of(one).id;
    auto all = must(history()->messages(id, 0, 1000));
    ASSERT_THAT(all, SizeIs(200));
    EXPECT_EQ(all.back().id, id + "/200");
    EXPECT_THAT(must(history()->messages(id, all[9].seq, 5)), SizeIs(5));
    EXPECT_THAT(must(history()->messages("nobody", 0, 5)), IsEmpty());
}

TEST_P(HistoryTest, TellsThePageThatAnEntryWaitsFor) {
    bench.poll("a", t0, {}, {draft(one)});
    auto carried = must(history()->carried(identity_of(one).id));
    EXPECT_EQ(carried.at(0).page, (WaitingPage{one.url, t0, 0, false}));
    EXPECT_THAT(said(identity_of(one).id), ElementsAre("waits for its page: " + one.url));
    Job job = page(t0);
    EXPECT_TRUE(must(history()->carried(identity_of(one).id)).at(0).page->out);
    bench.commit(paged(job, t0 + 1s, one));
    EXPECT_FALSE(must(history()->carried(identity_of(one).id)).at(0).page);
}

TEST_P(HistoryTest, NotesFindTheEntryUnderTheIdItHasForLife) {
    bench.poll("a", t0, {entry(one)});
    const std::string id = identity_of(one).id;
    one.url = "https://news.example/moved";
    ASSERT_NE(identity_of(one).id, id);
    Outcome outcome = polled(bench.claim_poll("a", t0 + 1h), t0 + 1h, {dropped(entry(one))});
    outcome.notes = {{one.identifier, "dropped by drop_rules", identity_of(one).id}};
    bench.commit(outcome);
    EXPECT_THAT(said(id), ElementsAre("dropped by drop_rules"));
    EXPECT_THAT(must(history()->find({}, one.identifier, 10)), ElementsAre(id));
}

TEST_P(HistoryTest, NotesKeepTheBeginOfALongGuid) {
    bench.poll("a", t0, {entry(one)});
    const std::string guid(3000, 'g'), id = identity_of(one).id;
    Outcome outcome = polled(bench.claim_poll("a", t0 + 1h), t0 + 1h);
    outcome.notes = {{guid, "dropped by drop_rules", id}};
    bench.commit(outcome);
    EXPECT_EQ(must(history()->notes(id, "", 100)).at(0).identifier, std::string(1000, 'g'));
    EXPECT_THAT(must(history()->find({}, guid, 10)), ElementsAre(id));
}

TEST_P(HistoryTest, TheSameDecisionAgainOnlyCounts) {
    for (int poll = 0; poll < 5; ++poll) {
        Outcome outcome = polled(bench.claim_poll("a", t0 + poll * 1h), t0 + poll * 1h);
        outcome.notes = {{"", "entry 2: no title"}, {"", "byte 7: bad"}};
        bench.commit(outcome);
    }
    auto notes = must(history()->notes("", "a", 100));
    ASSERT_THAT(notes, SizeIs(2));
    EXPECT_EQ(notes[0].what, "entry 2: no title");
    EXPECT_EQ(notes[0].times, 5);
    EXPECT_EQ(notes[0].first, t0);
    EXPECT_EQ(notes[0].time, t0 + 4h);
    EXPECT_THAT(must(history()->notes("", "b", 100)), IsEmpty());
}

TEST_P(HistoryTest, NotesSayThatAnEntryStandsTwiceInAnAnswer) {
    Article again = one;
    again.headline = "Another headline";
    bench.poll("a", t0, {entry(one), entry(again)});
    EXPECT_THAT(said(identity_of(one).id), ElementsAre("stands more than once in one answer: the first one counts"));
}

TEST_P(HistoryTest, NotesSayThatPublishOnceKeptAnEntryBack) {
    Policy once;
    once.publish_once = true;
    must(bench.store->set_policy(once));
    bench.poll("a", t0, {entry(one)});
    bench.poll("b", t0 + 1h, {entry(one)});
    EXPECT_THAT(said(identity_of(one).id), ElementsAre("kept back by publish_once: it was published from a"));
}

TEST_P(HistoryTest, SearchesTheNewestPartOfTheLog) {
    bench.poll("a", t0, {entry(one), entry(two)});
    EXPECT_THAT(must(history()->search_log("news.example/two", 10, 1 << 20)), SizeIs(1));
    EXPECT_THAT(must(history()->search_log("news.example", 1, 1 << 20)), SizeIs(1));
    EXPECT_THAT(must(history()->search_log("news.example/one", 10, 1)), IsEmpty());  // the newest message is the other
}

TEST_P(HistoryTest, SaysWhatTheStoreWouldMakeOfAnEntry) {
    EXPECT_EQ(must(history()->standing("a", entry(one))), std::nullopt);
    bench.poll("a", t0, {entry(one)}, {draft(two)});
    EXPECT_EQ(must(history()->standing("a", entry(one))), (Standing{1, true, false}));
    EXPECT_EQ(must(history()->standing("a", entry(two))), (Standing{0, true, true}));
    EXPECT_EQ(must(history()->standing("b", entry(one))), std::nullopt);
    one.date_published = t0 + 24h;  // of now: it says nothing
    EXPECT_EQ(must(history()->standing("a", entry(one))), (Standing{1, true, false}));
    one.headline = "Changed";
    EXPECT_EQ(must(history()->standing("a", entry(one))), (Standing{1, false, false}));
}

TEST_P(HistoryTest, GivesTheStateOfASource) {
    bench.poll("a", t0, {entry(one)});
    EXPECT_EQ(must(history()->state("a"))->polls, 1);
    EXPECT_EQ(must(history()->state("nobody")), std::nullopt);
}

TEST(OpenHistory, FailsWhereThereIsNoStore) {
    Folder empty;
    auto opened = open_sqlite_history(empty.path());
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().what, HasSubstr("newsbus.db"));
}

}  // namespace
}  // namespace newsbus::store::test
