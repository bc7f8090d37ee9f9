#include "ingest/health.h"

#include <utility>

namespace newsbus::ingest {
namespace {

constexpr int gone_answers = 2;

/// The message that tells of a state. A source does not go back to what it was before its first answer.
message::SourceKind told_as(Health health) {
    switch (health) {
        case Health::failing:
            return message::SourceKind::failing;
        case Health::blocked:
            return message::SourceKind::blocked;
        case Health::gone:
            return message::SourceKind::gone;
        case Health::unknown:
        case Health::ok:
            break;
    }
    return message::SourceKind::ok;
}

Health health_after(const HealthState& state, Observation::Poll poll) {
    if (poll == Observation::Poll::good) return Health::ok;
    if (state.gone_count >= gone_answers) return Health::gone;
    return poll == Observation::Poll::blocked ? Health::blocked : Health::failing;
}

}  // namespace

HealthStep observe(HealthState state, const Observation& observation) {
    const bool good = observation.poll == Observation::Poll::good;
    state.failures = good ? 0 : state.failures + 1;
    state.gone_count = observation.poll == Observation::Poll::gone ? state.gone_count + 1 : 0;
    const Health before = std::exchange(state.health, health_after(state, observation.poll));
    state.reason =
        state.health == Health::gone ? "the server said twice that it is gone for good (410)" : observation.reason;
    HealthStep step{std::move(state), {}};
    if (step.state.health == before) return step;
    step.state.since = observation.at;
    if (before != Health::unknown || !good)
        step.event = message::SourceEvent{told_as(step.state.health), step.state.reason, observation.at, {}};
    return step;
}

HealthState health_of(const SourceState& state) {
    return {state.health, state.reason, state.since, state.failures, state.gone_count};
}

void set_health(SourceState& state, const HealthState& health) {
    state.health = health.health;
    state.reason = health.reason;
    state.since = health.since;
    state.failures = health.failures;
    state.gone_count = health.gone_count;
}

}  // namespace newsbus::ingest
