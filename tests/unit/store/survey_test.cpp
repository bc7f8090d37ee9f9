#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Surveys : public OnEveryStore {
protected:
    /// A poll of `source` that failed at t0, as often in a row as said.
    void fail(const std::string& source, int failures, Health health = Health::failing) {
        Outcome outcome = polled(bench.claim_poll(source), t0);
        outcome.state->health = health;
        outcome.state->failures = failures;
        outcome.state->reason = "HTTP status 500";
        bench.commit(outcome);
    }

    void succeed(const std::string& source) {
        Outcome outcome = polled(bench.claim_poll(source), t0);
        outcome.state->health = Health::ok;
        bench.commit(outcome);
    }

    std::optional<TimePoint> newest(const std::string& source) { return bench.status(source).newest_article; }
};

INSTANTIATE_TEST_SUITE_P(Stores, Surveys, all_backends(), backend_name);

TEST_P(Surveys, KnowsWhenAnArticleWasLastPublished) {
    bench.sources({"a"});
    EXPECT_EQ(newest("a"), std::nullopt);
    bench.poll("a", t0, {entry(one, Announce::backfill)});
    EXPECT_EQ(newest("a"), std::nullopt);
    bench.poll("a", t0 + 1h, {entry(article("two"))});
    EXPECT_EQ(newest("a"), t0 + 1h);
    bench.poll("a", t0 + 2h, {entry(article("two", "Another text."))});  // an update
    bench.poll("a", t0 + 3h, {});
    EXPECT_EQ(newest("a"), t0 + 1h);
}

TEST_P(Surveys, KeepsTheNewestArticleAcrossRestartsAndFailures) {
    bench.poll("a", t0, {entry(one)});
    bench.reopen();
    EXPECT_EQ(newest("a"), t0);
    EXPECT_EQ(must(bench.outbox->sources()).at(0).newest_article, t0);
}

TEST_P(Surveys, TellsHowLateArticlesWereSeen) {
    Article late = article("late"), day = article("day"), old = article("old"), undated = article("undated");
    for (Article* dated : {&late, &day, &old}) {
        dated->date_published = t0 - 90s;
        dated->date_published_precision = DatePrecision::second;
    }
    day.date_published_precision = DatePrecision::day;
    undated.date_published.reset();
    Receipt receipt = bench.poll("a", t0, {entry(late), entry(day), entry(old, Announce::backfill), entry(undated)});
    EXPECT_THAT(receipt.delays, ElementsAre(Duration(90s)));
}

TEST_P(Surveys, CountsSourcesByHealth) {
    bench.sources({"a", "b", "c", "d"});
    succeed("a");
    fail("b", 1);
    fail("c", 2, Health::gone);
    Survey survey = must(bench.outbox->survey(4));
    EXPECT_THAT(survey.census, ElementsAre(1, 1, 1, 0, 1));
    EXPECT_EQ(survey.sources, must(bench.outbox->sources()));
}

TEST_P(Surveys, ListsNoSourceWhenThereAreMoreThanAskedFor) {
    bench.sources({"a", "b"});
    EXPECT_THAT(must(bench.outbox->survey(2)).sources, SizeIs(2));
    EXPECT_THAT(must(bench.outbox->survey(1)).sources, IsEmpty());
    EXPECT_THAT(must(bench.outbox->survey(1)).census, ElementsAre(2, 0, 0, 0, 0));
}

TEST_P(Surveys, SourcesThatLeftTheConfigurationAreNotCounted) {
    bench.sources({"a", "b"});
    bench.sources({"b"});
    Survey survey = must(bench.outbox->survey(9));
    EXPECT_THAT(survey.census, ElementsAre(1, 0, 0, 0, 0));
    EXPECT_THAT(survey.sources, SizeIs(1));
}

TEST_P(Surveys, TellsTheSizesOfTheLogAndWhatWaits) {
    bench.poll("a", t0, {entry(one), entry(article("two"))}, {draft(article("three"))});
    Survey survey = must(bench.outbox->survey(0));
    EXPECT_EQ(survey.log, (Bounds{1, 2}));
    EXPECT_GT(survey.log_bytes, 512u);
    EXPECT_EQ(survey.pages_waiting, 1u);
    EXPECT_GT(survey.database_bytes + survey.wal_bytes, 0u);
    EXPECT_GT(survey.free_bytes, 0u);
}

TEST_P(Surveys, ComplaintsNameThoseThatFailedMostOftenFirst) {
    bench.sources({"a", "b", "c", "d", "e"});
    succeed("a");
    fail("b", 1);
    fail("c", 9);
    fail("d", 1, Health::blocked);
    Complaints complaints = must(bench.outbox->complaints(2));
    EXPECT_THAT(complaints.census, ElementsAre(1, 1, 2, 1, 0));
    ASSERT_THAT(complaints.worst, SizeIs(2));
    EXPECT_EQ(complaints.worst[0].id, "c");
    EXPECT_EQ(complaints.worst[1].id, "b");
    EXPECT_EQ(complaints.worst[0].state.reason, "HTTP status 500");
}

}  // namespace
}  // namespace newsbus::store::test
