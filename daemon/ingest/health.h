#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "message/event.h"
#include "work/job.h"

namespace newsbus::ingest {

/// How a source is doing: the part of SourceState that this state machine works on.
struct HealthState {
    Health health = Health::unknown;
    std::string reason;              ///< not ok: why; ok: what the reader had to repair
    std::optional<TimePoint> since;  ///< when `health` began
    int failures = 0;                ///< in a row
    int gone_count = 0;              ///< answers 410 in a row
    bool operator==(const HealthState&) const = default;
};

/// What one poll showed.
struct Observation {
    enum class Poll {
        good,     ///< an answer that could be read, or that nothing changed
        failed,   ///< no answer, or none that helps
        blocked,  ///< the server refuses us
        gone,     ///< it says that the source is gone for good (410)
    };
    Poll poll = Poll::good;
    std::string reason;
    TimePoint at{};
};

/// What follows from an observation.
struct HealthStep {
    HealthState state;
    std::optional<message::SourceEvent> event;  ///< to be published; the first success of a source is no news
    bool operator==(const HealthStep&) const = default;
};

/// Pure. A source is gone when its server said so twice in a row; the first time it merely fails. The reason is always
/// that of the last poll.
HealthStep observe(HealthState state, const Observation& observation);

HealthState health_of(const SourceState& state);
void set_health(SourceState& state, const HealthState& health);

}  // namespace newsbus::ingest
