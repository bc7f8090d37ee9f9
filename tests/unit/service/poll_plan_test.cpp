#include "service/poll_plan.h"

#include <gmock/gmock.h>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const TimePoint now = *parse_rfc3339("2026-01-31T12:00:00Z");

store::SourceStatus polled() {
    store::SourceStatus source;
    source.id = "courier";
    source.state.health = Health::ok;
    source.state.last_attempt = now - 5min;
    source.state.last_status = 304;
    source.next_due = now + 10min;
    return source;
}

TEST(PollPlan, SaysWhenAndByWhichTerms) {
    EXPECT_THAT(poll_plan(polled(), {}, 1min, now),
                ElementsAre("courier: ok, polled last at 2026-01-31T11:55:00Z (5m ago), status 304",
                            "  next poll: 2026-01-31T12:10:00Z (in 10m)",
                            "  decided after the last poll: in 15m, or up to 90s later so that polls spread: interval "
                            "15m; besides: no rhythm known yet; the answer does not say how long it is fresh"));
}

TEST(PollPlan, SaysWhatTheServerAskedForAndThatItsHostRests) {
    store::SourceStatus source = polled();
    source.state.health = Health::failing;
    source.state.reason = "HTTP status 429";
    source.state.failures = 1;
    source.state.rests_until = *source.state.last_attempt + 2h;
    source.next_due = source.state.rests_until;
    source.host_rests = Rest{"courier.example", now - 5min, now + 115min, "courier answered 429, Retry-After 2h"};
    const std::vector<std::string> lines = poll_plan(source, {}, 1min, now);
    EXPECT_THAT(lines.at(2), HasSubstr("courier.example is left alone until 2026-01-31T13:55:00Z (in 115m): courier "
                                       "answered 429, Retry-After 2h"));
    EXPECT_THAT(lines.at(3), HasSubstr(": the server asks to wait 2h (Retry-After); besides: "));
}

TEST(PollPlan, SaysHowALongFreshnessIsOverruled) {
    store::SourceStatus source = polled();
    source.state.fresh_for = 24h * 20;
    source.next_due = *source.state.last_attempt + 24h * 20;
    EXPECT_THAT(poll_plan(source, {}, 1min, now).at(2), HasSubstr("`freshness = false` polls it by its own rhythm"));
}

TEST(PollPlan, TellsThatSomebodyAskedForThePoll) {
    store::SourceStatus source = polled();
    source.next_due = now;
    EXPECT_THAT(poll_plan(source, {}, 1min, now).at(3), HasSubstr("sooner than was decided"));
}

TEST(PollPlan, KnowsSourcesThatAreNotPolled) {
    store::SourceStatus source = polled();
    source.next_due.reset();
    source.state.health = Health::gone;
    EXPECT_THAT(poll_plan(source, {}, 1min, now).at(1), HasSubstr("not polled any more"));
    source = polled();
    source.state = {};
    EXPECT_THAT(poll_plan(source, {}, 1min, now).at(2), HasSubstr("never polled"));
}

}  // namespace
}  // namespace newsbus::service
