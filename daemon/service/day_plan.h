#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/time.h"
#include "source/options.h"
#include "store/store.h"

namespace newsbus::service {

/// The polls that are planned in the 24 hours from a moment on. They touch 25 hours of the clock.
struct DayPlan {
    std::optional<TimePoint> first;            ///< nothing = none is planned
    std::int64_t polls = 0;                    ///< redirects, pages and parts not counted
    std::array<std::int64_t, 25> by_hour{};    ///< the hour of the beginning comes first
    std::int64_t busiest() const;              ///< the most in one hour
    DayPlan& operator+=(const DayPlan& more);  ///< of another source of the same host
    bool operator==(const DayPlan&) const = default;
};

/// The plan of one source: it is polled when it is due, but not while its host rests, and then at its present pace, as
/// if every answer were like the last one. The jitter, which puts polls off, is left out: it may become fewer polls.
/// Constant time.
DayPlan day_plan(const store::SourceStatus& source, const source::Options& options, Duration min_interval,
                 TimePoint now);

}  // namespace newsbus::service
