#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace newsbus::ingest::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Response pushed() {
    Response response = status(200, {{"content-type", "application/rss+xml"}});
    response.pushed = true;
    return response;
}

Visited visit(const Scripted& source, const Job& job, const Response& response = pushed()) {
    Pace pace;
    pace.min_interval = 1min;
    return visited_by(visit_of(source, job, now), response, pace);
}

Job later_poll() {
    Job job = poll();
    job.due = now + 5h;
    job.state.last_attempt = now - 15min;
    job.state.last_status = 304;
    job.state.validators = {"\"e\"", "Sun, 22 Nov 2026 00:00:00 GMT"};
    job.state.push.stage = PushStage::active;
    job.state.push.lease_until = now + 24h;
    return job;
}

TEST(Push, BringsEntriesAndLeavesThePollAsItIs) {
    Scripted source;
    source.harvest.articles = {entry("new", now)};
    const Job job = later_poll();
    const Visited visited = visit(source, job);
    EXPECT_THAT(headlines(visited.outcome.entries), ElementsAre("new"));
    EXPECT_EQ(visited.outcome.entries.front().announce, Announce::published);
    EXPECT_TRUE(visited.outcome.pushed);
    EXPECT_EQ(visited.outcome.due, job.due);
    EXPECT_EQ(visited.outcome.hub, std::nullopt);
    EXPECT_THAT(visited.outcome.events, IsEmpty());
    SourceState expected = job.state;
    expected.known = visited.outcome.state->known;
    expected.last_success = now;
    expected.rhythm = visited.outcome.state->rhythm;
    EXPECT_EQ(*visited.outcome.state, expected);
    EXPECT_THAT(expected.known, SizeIs(1));
}

TEST(Push, AddsToWhatTheLastWholeAnswerHad) {
    Scripted source;
    source.harvest.articles = {entry("a"), entry("b"), entry("c")};
    Job job = later_poll();
    job.state = *visited_poll(source, job, status(200), {}, now).outcome.state;
    ASSERT_THAT(job.state.known, SizeIs(3));
    source.harvest.articles = {entry("d"), entry("c")};
    const Visited visited = visit(source, job);
    EXPECT_THAT(headlines(visited.outcome.entries), ElementsAre("d"));
    EXPECT_EQ(visited.unchanged, 1);
    EXPECT_THAT(visited.outcome.state->known, SizeIs(4));
    EXPECT_TRUE(std::ranges::is_sorted(visited.outcome.state->known));
    // Sent once more it brings nothing.
    job.state = *visited.outcome.state;
    EXPECT_THAT(visit(source, job).outcome.entries, IsEmpty());
}

TEST(Push, KeepsWhatIsKnownBounded) {
    Scripted source;
    source.harvest.articles = {entry("d")};
    Job job = later_poll();
    for (std::uint64_t print = 1; print <= 20'000; ++print) job.state.known.push_back(print);
    const Visited visited = visit(source, job);
    EXPECT_THAT(headlines(visited.outcome.entries), ElementsAre("d"));
    EXPECT_EQ(visited.outcome.state->known, job.state.known);
}

TEST(Push, DoesNotHealAndDoesNotHarm) {
    Scripted source;
    source.harvest.articles = {entry("new")};
    Job job = later_poll();
    job.state.health = Health::failing;
    job.state.failures = 4;
    job.state.reason = "HTTP status 500";
    Visited visited = visit(source, job);
    EXPECT_EQ(visited.outcome.state->health, Health::failing);
    EXPECT_EQ(visited.outcome.state->failures, 4);
    source.broken = true;
    visited = visit(source, later_poll());
    EXPECT_EQ(visited.outcome.state, std::nullopt);
    EXPECT_THAT(visited.outcome.events, IsEmpty());
}

TEST(Push, HasThePollMadeDueWhenItCannotBeRead) {
    Scripted source;
    source.broken = true;
    Visited visited = visit(source, later_poll());
    EXPECT_EQ(visited.outcome.due, now);  // the last one was an interval ago
    EXPECT_EQ(visited.why, "not a feed");
    ASSERT_THAT(visited.outcome.notes, SizeIs(1));
    EXPECT_THAT(visited.outcome.notes.front().what, HasSubstr("what the hub sent could not be used: not a feed"));

    Job job = later_poll();
    job.state.last_attempt = now - 5min;
    EXPECT_EQ(visit(source, job).outcome.due, now + 10min);
    job.state.rests_until = now + 1h;
    EXPECT_EQ(visit(source, job).outcome.due, now + 1h);
    job.due = now + 1min;
    EXPECT_EQ(visit(source, job).outcome.due, now + 1min);
}

TEST(Push, IsNotReadBeforeTheFirstPoll) {
    Scripted source;
    source.harvest.articles = {entry("new")};
    Job job = poll(0);
    job.due = now + 1min;
    const Visited visited = visit(source, job);
    EXPECT_THAT(visited.outcome.entries, IsEmpty());
    EXPECT_EQ(visited.outcome.due, now);
}

TEST(Push, IsNotReadWhenTheDaemonDiesOfIt) {
    Scripted source;
    source.harvest.articles = {entry("new")};
    Job job = later_poll();
    job.crashes = 1;
    EXPECT_EQ(visit(source, job).outcome.entries.front().intent, Intent::visit_alone);
    job.crashes = 5;
    const Visited visited = visit(source, job);
    EXPECT_THAT(visited.outcome.entries, IsEmpty());
    EXPECT_EQ(visited.outcome.due, job.due);
}

// Polls of a source that a hub pushes

source::Options subscribing() {
    source::Options options;
    options.websub = true;
    return options;
}

TEST(Poll, TellsWhichHubIsAnnounced) {
    Scripted source(subscribing());
    source.harvest.feed.hubs = {"https://hub.example/"};
    source.harvest.feed.feed_url = "https://example.org/feed.xml";
    const HubOffer offer{"https://hub.example/", "https://example.org/feed.xml"};
    EXPECT_EQ(visited_poll(source, poll(), status(200), {}, now).outcome.hub, offer);
    EXPECT_EQ(visited_poll(source, poll(), status(304), {}, now).outcome.hub, std::nullopt);
    EXPECT_EQ(visited_poll(source, poll(), status(500), {}, now).outcome.hub, std::nullopt);
    source.harvest.feed.hubs.clear();
    EXPECT_EQ(visited_poll(source, poll(), status(200), {}, now).outcome.hub, HubOffer());
    source.harvest.cut = true;
    EXPECT_EQ(visited_poll(source, poll(), status(200), {}, now).outcome.hub, std::nullopt);
    Scripted other;
    other.harvest.feed.hubs = {"https://hub.example/"};
    EXPECT_EQ(visited_poll(other, poll(), status(200), {}, now).outcome.hub, std::nullopt);
}

TEST(Poll, IsABackupWhileAHubPushes) {
    Scripted source(subscribing());
    Job job = later_poll();
    job.state.last_success = now - 15min;
    EXPECT_LT(*visited_poll(source, job, status(304), {}, now).outcome.due, now + 6h);  // nothing was pushed yet
    job.state.push.last_push = now - 1h;
    EXPECT_EQ(visited_poll(source, job, status(304), {}, now).outcome.due, now + 6h);
    EXPECT_EQ(visited_poll(source, job, status(200), {}, now).outcome.due, now + 6h);
    job.state.push.lease_until = now;
    EXPECT_LT(*visited_poll(source, job, status(304), {}, now).outcome.due, now + 6h);
}

TEST(Poll, IsNoBackupOnlyWhenItFindsWhatTheHubDidNotPush) {
    Scripted source(subscribing());
    source.harvest.articles = {entry("missed", now)};
    Job job = later_poll();
    job.state.push.last_push = now - 1h;
    EXPECT_LT(*visited_poll(source, job, status(200), {}, now).outcome.due, now + 6h);
}

}  // namespace
}  // namespace newsbus::ingest::test
