#pragma once

#include "base/time.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace newsbus::simulation {

/// Something that can go wrong in a world, and can be left out of it.
struct Trouble {
    std::string_view name, what;
};

/// All of them.
std::span<const Trouble> troubles();

/// What makes a world: two with the same settings are the same, event by event.
struct Settings {
    std::uint64_t seed = 1;
    int sources = 8;
    int first = 0;                               ///< number of the first one
    Duration span = std::chrono::hours(4);       ///< how long things happen
    Duration settle = std::chrono::hours(1);     ///< how long all is well after it, until everything must have arrived
    bool calm = false;                           ///< the pace of the real world: many polls, little trouble
    bool all_habits = false;                     ///< every publisher has every habit
    std::set<std::string, std::less<>> without;  ///< troubles that are left out
    std::string bug;                             ///< a planted fault of newsbus; "" = none
    bool trace = false;                          ///< every event on standard output

    bool has(std::string_view trouble) const { return !without.contains(trouble); }
    bool operator==(const Settings&) const = default;
};

/// The options of the program that make this world.
std::string command_line(const Settings& settings);

}  // namespace newsbus::simulation
