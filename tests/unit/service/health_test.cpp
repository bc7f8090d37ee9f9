#include "service/health.h"

#include "service/condition.h"
#include "tests/support/manual_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

store::SourceStatus source(std::string id, Health health, std::string reason) {
    store::SourceStatus status;
    status.id = std::move(id);
    status.state.health = health;
    status.state.reason = std::move(reason);
    return status;
}

TEST(Health, SaysOkWhenAllIsWell) {
    EXPECT_EQ(health_line("", {{2, 26, 0, 0, 0}, {}}), "ok");
}

TEST(Health, NamesTheSourcesThatAreNotWellAndWhy) {
    store::Complaints complaints{{0, 25, 2, 0, 1},
                                 {source("bbc", Health::failing, "HTTP status 503"), source("x", Health::failing, ""),
                                  source("old", Health::gone, "HTTP status 410, twice")}};
    EXPECT_EQ(health_line("", complaints),
              "ok; 2 of 28 sources failing, 1 gone: bbc (HTTP status 503), x, old (HTTP status 410, twice)");
}

TEST(Health, CountsThoseThatItDoesNotName) {
    store::Complaints complaints{{0, 0, 0, 12, 0}, {source("a", Health::blocked, "robots")}};
    EXPECT_EQ(health_line("", complaints), "ok; 12 of 12 sources blocked: a (robots) and 11 more");
}

TEST(Health, CutsLongReasons) {
    store::Complaints complaints{{0, 0, 1, 0, 0}, {source("a", Health::failing, std::string(5000, 'x'))}};
    EXPECT_THAT(health_line("", complaints), SizeIs(testing::Lt(200u)));
    EXPECT_THAT(health_line("", complaints), EndsWith("...)"));
}

TEST(Health, TheTroubleOfTheDaemonComesFirst) {
    store::Complaints complaints{{0, 0, 1, 0, 0}, {source("a", Health::failing, "x")}};
    EXPECT_EQ(health_line("the store refuses commits", complaints), "the store refuses commits");
}

TEST(Health, SaysTheSameAsJson) {
    store::Complaints complaints{{0, 2, 1, 0, 0}, {source("a", Health::failing, "x")}};
    EXPECT_EQ(boost::json::serialize(health_object("", complaints)),
              R"({"status":"ok","sources":{"unknown":0,"ok":2,"failing":1,"blocked":0,"gone":0},)"
              R"("degraded":[{"id":"a","health":"failing","reason":"x","failures":0}]})");
    EXPECT_THAT(boost::json::serialize(health_object("no bus", {})),
                HasSubstr(R"("status":"failing","reason":"no bus")"));
}

TEST(Condition, ThreadsThatAreStuckAreNamedBeforeOtherTrouble) {
    ManualClock clock;
    WorkWatch work(clock);
    Condition condition(work);
    condition.set("the store refuses commits");
    Workload::Running commit(*work.at("store", {4s})), scan(*work.at("reader", {20s}));
    clock.advance_to(clock.now() + 3s);
    EXPECT_EQ(condition.trouble(), "the store refuses commits");
    clock.advance_to(clock.now() + 9s);
    EXPECT_EQ(condition.trouble(), "no progress: store for 12s");
    clock.advance_to(clock.now() + 9s);
    EXPECT_EQ(condition.trouble(), "no progress: store for 21s, reader for 21s");
    work.at(io_thread, {5s})->turn();
    clock.advance_to(clock.now() + 6s);
    EXPECT_EQ(condition.trouble(), "no progress: io for 6s") << "how others are is not known then";
}

TEST(Condition, IsReadyWhileItRunsAndItsSocketsAreBound) {
    WorkWatch work;
    Condition condition(work);
    EXPECT_EQ(condition.unready(), "starting");
    condition.set_bound(true);
    EXPECT_EQ(condition.unready(), "starting");
    condition.set_phase(Condition::Phase::running);
    EXPECT_EQ(condition.unready(), "");
    condition.set_bound(false);
    EXPECT_EQ(condition.unready(), "the sockets of the bus are not bound");
    condition.set_bound(true);
    condition.set_phase(Condition::Phase::stopping);
    EXPECT_EQ(condition.unready(), "stopping");
}

}  // namespace
}  // namespace newsbus::service
