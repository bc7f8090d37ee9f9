#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus {

/// Wall-clock time, UTC, in milliseconds. Every time that is stored or sent is one of these.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

/// A moment of the clock that never jumps: what waiting and resting are measured with. Means nothing outside of this
/// process, so it is never stored or sent.
using SteadyTime = std::chrono::steady_clock::time_point;

/// The wall clock; tests pass their own. It may jump, so pauses are measured in SteadyTime.
class Clock {
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;
};

/// The system's clock.
class SystemClock final : public Clock {
public:
    TimePoint now() const override {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

/// "2026-11-22T03:04:05Z" (RFC 3339, UTC); milliseconds are printed only when they are not zero.
std::string format_rfc3339(TimePoint time);

/// "2026-11-22T04:04:05+01:00": RFC 3339 in the time zone of the process (TZ, /etc/localtime), in whole seconds; "Z" in
/// place of "+00:00". For people on a terminal; nothing stored or sent has it.
std::string format_rfc3339_local(TimePoint time);

/// Strict RFC 3339 date-time, any offset. Nothing for everything else: wild dates are date/date.h's work.
std::optional<TimePoint> parse_rfc3339(std::string_view text);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
std::string format_http_date(TimePoint time);

/// Reads a whole number with a unit: "250ms", "90s", "15m", "36h", "30d", "0s". Nothing for anything else.
std::optional<Duration> parse_duration(std::string_view text);

/// The shortest exact form that parse_duration reads: "15m", "90s", "250ms".
std::string format_duration(Duration duration);

}  // namespace newsbus
