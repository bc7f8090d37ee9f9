#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::ingest::test {
namespace {

using testing::HasSubstr;

const LeaseTerms terms{"https://me.example/", now, 1s, 0};

Job lease(PushStage stage = PushStage::wanted, int failures = 0) {
    Job job = poll();
    job.kind = JobKind::lease;
    job.url = "https://hub.example/";
    job.state.push.stage = stage;
    job.state.push.hub = job.url;
    job.state.push.token = "0123456789abcdef0123456789abcdef";
    job.state.push.callback = "https://old.example/";
    job.state.push.failures = failures;
    return job;
}

TEST(Lease, IsAskedForAgainUnlessTheHubConfirmsIt) {
    Visited visited = visited_lease(lease(), status(202), terms);
    EXPECT_EQ(visited.outcome.lease, (LeaseStep{"0123456789abcdef0123456789abcdef", "https://me.example/", "", false}));
    EXPECT_EQ(visited.outcome.due, now + 5min);
    EXPECT_EQ(visited.log, std::nullopt);
    EXPECT_EQ(visited_lease(lease(PushStage::wanted, 2), status(204), terms).outcome.due, now + 80min);
}

TEST(Lease, SaysOnceWhyTheHubDoesNotTakeIt) {
    Response refused = status(400);
    refused.body = "bad callback\nurl";
    Visited visited = visited_lease(lease(), refused, terms);
    EXPECT_EQ(visited.why, "HTTP status 400: bad callback url");
    EXPECT_EQ(visited.outcome.lease->why, visited.why);
    ASSERT_TRUE(visited.log);
    EXPECT_TRUE(visited.degraded);
    EXPECT_FALSE(visited_lease(lease(PushStage::wanted, 1), refused, terms).log);
    EXPECT_THAT(visited_lease(lease(), status(301), terms).why, HasSubstr("301"));
    EXPECT_EQ(visited_lease(lease(), Error{Errc::network, "no connection"}, terms).why, "no connection");
}

TEST(Lease, RepeatsNoSecretOfAHubThatDoes) {
    Job job = lease();
    job.state.push.secret = "s3cret";
    Response refused = status(400);
    refused.body = "bad https://me.example/websub/" + job.state.push.token + " or s3cret, s3cret";
    EXPECT_EQ(visited_lease(job, refused, terms).why, "HTTP status 400: bad https://me.example/websub/... or ..., ...");
}

TEST(Lease, HeedsRetryAfterOfAHub) {
    EXPECT_EQ(visited_lease(lease(), status(503, {{"retry-after", "7200"}}), terms).outcome.due, now + 2h);
}

TEST(Lease, DoesNotMissTheEndOfTheLeaseThatItCannotRenew) {
    Job job = lease(PushStage::active, 4);
    job.state.push.lease_until = now + 1h;
    EXPECT_EQ(visited_lease(job, status(500), terms).outcome.due, now + 1h);
    job.state.push.lease_until = now;
    EXPECT_EQ(visited_lease(job, status(500), terms).outcome.due, now + 21h + 20min);
}

TEST(Lease, SaysFarewellThreeTimesAtMost) {
    for (int failures : {0, 1}) {
        const Visited visited = visited_lease(lease(PushStage::ending, failures), status(500), terms);
        EXPECT_FALSE(visited.outcome.lease->over);
        EXPECT_TRUE(visited.outcome.due);
        EXPECT_FALSE(visited.log);
        EXPECT_EQ(visited.outcome.lease->callback, "https://old.example/");
    }
    const Visited last = visited_lease(lease(PushStage::ending, 2), status(202), terms);
    EXPECT_TRUE(last.outcome.lease->over);
    EXPECT_EQ(last.outcome.due, std::nullopt);
}

}  // namespace
}  // namespace newsbus::ingest::test
