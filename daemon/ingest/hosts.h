#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"
#include "work/job.h"

namespace newsbus::ingest {

/// Which hosts are busy, and which rest for `host_pause` after a visit. Steady time: a clock set back stops nobody.
/// Jobs that fetch nothing have the host "": they rest for nobody, and run one at a time, so that when the daemon dies
/// it is known which one did it.
/// Holds only hosts that are in use or resting. One thread.
class Hosts {
public:
    void set_limits(int per_host, Duration pause);

    void take(const std::string& host);
    void give_back(const std::string& host, SteadyTime now);

    /// Until when the host may not be asked; in the past when it does not rest.
    SteadyTime rests_until(const std::string& host) const;

    /// What may be claimed at `now`.
    HostSlots slots(SteadyTime now);

    /// When the next host that rests at `now` is free again; nothing when none rests.
    std::optional<SteadyTime> next_free(SteadyTime now) const;

private:
    struct Use {
        int taken = 0;
        SteadyTime rests_until{};
    };
    int limit(const std::string& host) const { return host.empty() ? 1 : per_host_; }

    int per_host_ = 1;
    Duration pause_{0};
    std::map<std::string, Use, std::less<>> uses_;
};

}  // namespace newsbus::ingest
