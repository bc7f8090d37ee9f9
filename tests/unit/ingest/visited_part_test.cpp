#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::ingest::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Job part(bool first = false) {
    Job job = poll();
    job.kind = JobKind::part;
    job.url = "https://example.org/part.xml";
    job.first = first;
    return job;
}

std::vector<std::string> urls(const std::vector<PartJob>& parts) {
    std::vector<std::string> names;
    names.reserve(parts.size());
    for (const PartJob& item : parts) names.push_back(item.url);
    return names;
}

TEST(Parts, AreVisitedWhenTheIndexSaysThatTheyChanged) {
    Scripted source;
    source.harvest.parts = {{"https://example.org/a.xml", now - 1h}, {"https://example.org/b.xml", now - 9h}};
    Job job = poll(0);
    Outcome first = visited_poll(source, job, status(200), {}, now).outcome;
    EXPECT_THAT(urls(first.parts), ElementsAre("https://example.org/a.xml", "https://example.org/b.xml"));
    EXPECT_TRUE(first.parts[0].first);

    job.state = *first.state;
    source.harvest.parts[1].changed = now;
    Outcome second = visited_poll(source, job, status(200), {}, now + 1h).outcome;
    ASSERT_THAT(urls(second.parts), ElementsAre("https://example.org/b.xml"));
    EXPECT_FALSE(second.parts[0].first);
}

TEST(Parts, AreVisitedOnceIn30DaysEvenWhenNothingChanged) {
    Scripted source;
    source.harvest.parts = {{"https://example.org/a.xml", now - 1h}};
    Job job = poll();
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;
    EXPECT_THAT(visited_poll(source, job, status(200), {}, now + 1min).outcome.parts, IsEmpty());
    EXPECT_THAT(visited_poll(source, job, status(200), {}, now + std::chrono::days(30)).outcome.parts, SizeIs(1));
}

TEST(Parts, WithoutADateAreVisitedAtEveryPollAndTheIndexIsNeverTakenForUnchanged) {
    Scripted source;
    source.harvest.parts = {{"https://example.org/a.xml", {}}};
    Job job = poll();
    for (int i = 0; i < 2; ++i) {
        Outcome outcome = visited_poll(source, job, status(200, {{"etag", "\"1\""}}), {}, now).outcome;
        EXPECT_THAT(outcome.parts, SizeIs(1));
        EXPECT_EQ(outcome.state->validators, Validators{});
        job.state = *outcome.state;
    }
}

TEST(Parts, OfTheFirstPollHoldOldNews) {
    Scripted source;
    source.harvest.articles = {entry("a")};
    EXPECT_EQ(visited_part(source, part(true), status(200), now).outcome.entries[0].announce, Announce::backfill);
    Outcome later = visited_part(source, part(), status(200), now).outcome;
    EXPECT_EQ(later.entries[0].announce, Announce::published);
    EXPECT_FALSE(later.state);
    EXPECT_FALSE(later.due);
}

TEST(Parts, ThatFailAreTriedAgainEverLaterAndThenLeftOut) {
    Scripted source;
    Job job = part();
    Duration before{0};
    for (int attempt = 1; attempt < 8; ++attempt) {
        Visited visited = visited_part(source, job, Error{Errc::timeout, "no answer"}, now);
        ASSERT_TRUE(visited.outcome.due) << attempt;
        EXPECT_GT(*visited.outcome.due - now, before);
        before = *visited.outcome.due - now - 1s;
        job.attempt = visited.outcome.attempt;
    }
    Visited last = visited_part(source, job, Error{Errc::timeout, "no answer"}, now);
    EXPECT_FALSE(last.outcome.due);
    EXPECT_THAT(last.outcome.notes, SizeIs(1));
    EXPECT_TRUE(last.log);
}

TEST(Parts, ThatCannotBeHadAreLeftOutAtOnce) {
    Scripted source;
    EXPECT_FALSE(visited_part(source, part(), status(404), now).outcome.due);
    EXPECT_TRUE(visited_part(source, part(), status(503), now).outcome.due);
    source.broken = true;
    EXPECT_FALSE(visited_part(source, part(), status(200), now).outcome.due);
}

}  // namespace
}  // namespace newsbus::ingest::test
