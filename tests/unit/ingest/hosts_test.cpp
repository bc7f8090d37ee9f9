#include "ingest/hosts.h"

#include <gtest/gtest.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

const SteadyTime start = SteadyTime() + 1h;

TEST(Hosts, AllowsOneVisitAHostAtATime) {
    Hosts hosts;
    hosts.set_limits(1, 0s);
    hosts.take("a");
    EXPECT_EQ(hosts.slots(start).left.at("a"), 0);
    EXPECT_EQ(hosts.slots(start).per_host, 1);
    hosts.give_back("a", start);
    EXPECT_FALSE(hosts.slots(start).left.contains("a"));
}

TEST(Hosts, RestsAfterAVisit) {
    Hosts hosts;
    hosts.set_limits(1, 2s);
    hosts.take("a");
    hosts.give_back("a", start);
    EXPECT_EQ(hosts.slots(start + 1s).left.at("a"), 0);
    EXPECT_EQ(hosts.next_free(start + 1s), start + 2s);
    EXPECT_FALSE(hosts.slots(start + 2s).left.contains("a"));
    EXPECT_EQ(hosts.next_free(start + 2s), std::nullopt);
}

TEST(Hosts, RestsAsLongAsItsRobotsTxtAsks) {
    Hosts hosts;
    hosts.set_limits(2, 2s);
    hosts.take("a");
    hosts.take("a");
    hosts.give_back("a", start, 1s);
    EXPECT_EQ(hosts.rests_until("a"), start + 2s);
    hosts.give_back("a", start, 10s);
    EXPECT_EQ(hosts.rests_until("a"), start + 10s);
    hosts.take("a");
    hosts.give_back("a", start + 1s);  // another visit does not shorten it
    EXPECT_EQ(hosts.rests_until("a"), start + 10s);
}

TEST(Hosts, CountsSeveralVisitsWhereTheyAreAllowed) {
    Hosts hosts;
    hosts.set_limits(3, 0s);
    hosts.take("a");
    hosts.take("a");
    EXPECT_EQ(hosts.slots(start).left.at("a"), 1);
    EXPECT_EQ(hosts.slots(start).per_host, 3);
}

TEST(Hosts, WaitsForNoHostThatHasASlotLeft) {
    Hosts hosts;
    hosts.set_limits(2, 2s);
    hosts.take("a");
    EXPECT_EQ(hosts.next_free(start), std::nullopt);
    hosts.take("a");
    hosts.give_back("a", start);
    EXPECT_EQ(hosts.next_free(start + 1s), start + 2s);
    EXPECT_EQ(hosts.next_free(start + 3s), std::nullopt);
}

TEST(Hosts, RunsJobsWithoutAHostOneAtATimeAndWithoutARest) {
    Hosts hosts;
    hosts.set_limits(3, 2s);
    EXPECT_EQ(hosts.slots(start).left.at(""), 1);
    hosts.take("");
    EXPECT_EQ(hosts.slots(start).left.at(""), 0);
    hosts.give_back("", start);
    EXPECT_EQ(hosts.slots(start).left.at(""), 1);
}

TEST(Hosts, HasNoneLeftWhenTheLimitWasLowered) {
    Hosts hosts;
    hosts.set_limits(3, 0s);
    hosts.take("a");
    hosts.take("a");
    hosts.set_limits(1, 0s);
    EXPECT_EQ(hosts.slots(start).left.at("a"), 0);
}

TEST(Hosts, LeaveAHostAloneThatAskedForIt) {
    Hosts hosts;
    hosts.set_limits(2, 1s);
    hosts.take("a");
    hosts.rest("a", start + 1h);
    hosts.give_back("a", start + 1s);
    EXPECT_EQ(hosts.rests_until("a"), start + 1h) << "the pause after a visit does not end a rest";
    hosts.rest("a", start + 1min);
    EXPECT_EQ(hosts.slots(start + 30min).left.at("a"), 0);
    EXPECT_FALSE(hosts.is_free("a", start + 30min));
    EXPECT_TRUE(hosts.is_free("b", start));
    EXPECT_EQ(hosts.next_free(start), start + 1h);
    EXPECT_TRUE(hosts.is_free("a", start + 1h));
    EXPECT_FALSE(hosts.slots(start + 1h).left.contains("a"));
}

}  // namespace
}  // namespace newsbus::ingest
