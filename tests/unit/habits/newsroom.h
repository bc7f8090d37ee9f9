#pragma once

#include "habits/habits.h"
#include "habits/lesson.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace newsbus::habits::test {

/// What goes wrong with a simulated source, from Plan::fault_at on.
enum class Fault { none, stops, no_bodies, short_bodies, walls, no_dates, no_authors };

/// How long a simulated source is watched, and what happens meanwhile.
struct Plan {
    Duration learning = std::chrono::days(28), watched = std::chrono::days(35);  ///< one after the other
    Fault fault = Fault::none;
    Duration fault_after{0};  ///< in the watched time
};

/// What came of it.
struct Story {
    std::string kind;
    double articles_a_day = 0;
    int silent = 0, changed = 0;     ///< times that the state began; with a fault: before it
    std::optional<TimePoint> found;  ///< when the fault was found
    TimePoint fault_at{};
    bool suffers = false;             ///< what the fault takes away, this source nearly always had
    double expected_until_found = 0;  ///< articles that would have come (stops) or came (others) meanwhile
    std::size_t most_bytes = 0;       ///< of its habits
    std::string what;                 ///< of the first false alarm
};

constexpr int newsroom_kinds = 10;

/// Lives through the plan with the source of that number: agencies, dailies, columns, blogs ... by turns, each with
/// rates, dates, intervals and habits of its own that the seed decides. All of them have holidays of two days at half
/// their rate, a night in which clocks change, outages, and a weekend in which nobody polls.
Story live_through(std::uint32_t seed, int number, const Plan& plan);

}  // namespace newsbus::habits::test
