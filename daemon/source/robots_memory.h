#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "source/robots.h"

namespace newsbus::source {

/// For how long a robots.txt holds (RFC 9309 section 2.4). From half of that on it is asked for again by whoever needs
/// it, so that one which cannot be had for a while stops nobody.
inline constexpr Duration robots_hold = std::chrono::hours(24);
inline constexpr Duration robots_renewed_after = robots_hold / 2;

/// What is remembered of the robots.txt of one origin.
struct RobotsMemory {
    std::optional<TimePoint> answered;  ///< when it was had last, or when the origin said that it has none
    Robots robots;                      ///< as of then
    int failures = 0;                   ///< attempts since, in a row, that brought nothing
    std::string why;                    ///< the last one did not
    TimePoint next{};                   ///< not to be asked again before, when there were failures
    TimePoint failed{};                 ///< when the last one was
    bool operator==(const RobotsMemory&) const = default;

    /// Do the rules hold at `now`? What a clock that was wrong has written, from a future that never came, does not
    /// count.
    bool holds(TimePoint now) const;

    /// Should it be asked for again at `now`, if somebody needs it?
    bool is_due(TimePoint now) const;

    /// One text for the store, at most 64 KiB.
    std::string str() const;

    /// The opposite. What cannot be read is as if nothing were known. Any bytes.
    static RobotsMemory parse(std::string_view text);
};

}  // namespace newsbus::source
