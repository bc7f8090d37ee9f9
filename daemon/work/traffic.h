#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace newsbus {

/// What one host was asked for, and what it answered: sums over requests. A fetch makes a request for each hop of its
/// redirects, and one more when it has to ask again.
struct TrafficCounts {
    std::int64_t requests = 0;
    std::int64_t unchanged = 0;  ///< answers 304
    std::int64_t failed = 0;     ///< no whole answer came, or its status is 400 or more
    std::int64_t limited = 0;    ///< of those: 429, or 503 with Retry-After: the host said that it is asked too much
    std::int64_t bytes = 0;      ///< of bodies, as they came over the wire

    TrafficCounts& operator+=(const TrafficCounts& more) {
        requests += more.requests;
        unchanged += more.unchanged;
        failed += more.failed;
        limited += more.limited;
        bytes += more.bytes;
        return *this;
    }
    bool operator==(const TrafficCounts&) const = default;
};

/// What was asked of one host on one day (UTC), or a part of that.
struct HostTraffic {
    std::chrono::sys_days day;
    std::string host;  ///< as Job::host; other_hosts for those that are not told apart
    TrafficCounts counts;
    bool operator==(const HostTraffic&) const = default;
};

/// Stands for all hosts beyond the number that is told apart. No host has this name.
inline constexpr const char* other_hosts = "(others)";

}  // namespace newsbus
