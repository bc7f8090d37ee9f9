#include "ingest/health.h"

#include <gtest/gtest.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using Poll = Observation::Poll;
using message::SourceKind;

const TimePoint start(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));

HealthState in(Health health) {
    return {health, "as before", start - 1h, health == Health::ok ? 0 : 3, 0};
}

struct Row {
    Health before;
    Poll poll;
    Health after;
    std::optional<SourceKind> told;  ///< nothing = it is no news
};

TEST(Health, TurnsByWhatAPollShows) {
    const Row rows[] = {
        {Health::unknown, Poll::good, Health::ok, {}},  // the first success of a source is no news
        {Health::unknown, Poll::failed, Health::failing, SourceKind::failing},
        {Health::unknown, Poll::blocked, Health::blocked, SourceKind::blocked},
        {Health::unknown, Poll::gone, Health::failing, SourceKind::failing},
        {Health::ok, Poll::good, Health::ok, {}},
        {Health::ok, Poll::failed, Health::failing, SourceKind::failing},
        {Health::ok, Poll::blocked, Health::blocked, SourceKind::blocked},
        {Health::ok, Poll::gone, Health::failing, SourceKind::failing},
        {Health::failing, Poll::good, Health::ok, SourceKind::ok},
        {Health::failing, Poll::failed, Health::failing, {}},
        {Health::failing, Poll::blocked, Health::blocked, SourceKind::blocked},
        {Health::blocked, Poll::good, Health::ok, SourceKind::ok},
        {Health::blocked, Poll::failed, Health::failing, SourceKind::failing},
        {Health::blocked, Poll::blocked, Health::blocked, {}},
        {Health::gone, Poll::good, Health::ok, SourceKind::ok},
        {Health::gone, Poll::failed, Health::failing, SourceKind::failing},
    };
    for (const Row& row : rows) {
        HealthStep step = observe(in(row.before), {row.poll, "why", start});
        const int what = static_cast<int>(row.before) * 10 + static_cast<int>(row.poll);
        EXPECT_EQ(step.state.health, row.after) << what;
        EXPECT_EQ(step.state.reason, "why") << what;
        EXPECT_EQ(step.state.since, row.after == row.before ? start - 1h : start) << what;
        EXPECT_EQ(step.state.failures, row.poll == Poll::good ? 0 : in(row.before).failures + 1) << what;
        ASSERT_EQ(step.event.has_value(), row.told.has_value()) << what;
        if (row.told) {
            EXPECT_EQ(*step.event, (message::SourceEvent{*row.told, "why", start, {}})) << what;
        }
    }
}

TEST(Health, IsGoneWhenTheServerSaysSoTwiceInARow) {
    HealthState state = observe(in(Health::ok), {Poll::gone, "HTTP status 410", start}).state;
    EXPECT_EQ(state.health, Health::failing);
    EXPECT_EQ(state.reason, "HTTP status 410");
    HealthStep twice = observe(state, {Poll::gone, "HTTP status 410", start + 1h});
    EXPECT_EQ(twice.state.health, Health::gone);
    ASSERT_TRUE(twice.event);
    EXPECT_EQ(twice.event->kind, SourceKind::gone);
    EXPECT_EQ(twice.event->reason, "the server said twice that it is gone for good (410)");

    HealthState between = observe(state, {Poll::failed, "HTTP status 500", start + 1h}).state;
    EXPECT_EQ(observe(between, {Poll::gone, "HTTP status 410", start + 2h}).state.health, Health::failing);
}

TEST(Health, IsKeptInTheStateOfASource) {
    SourceState state;
    state.url = "https://example.org/feed";
    const HealthState health{Health::blocked, "why", start, 7, 1};
    set_health(state, health);
    EXPECT_EQ(health_of(state), health);
    EXPECT_EQ(state.url, "https://example.org/feed");
}

}  // namespace
}  // namespace newsbus::ingest
