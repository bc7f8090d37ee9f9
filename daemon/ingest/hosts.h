#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"
#include "work/job.h"

namespace newsbus::ingest {

/// How many visits each host has now, and which hosts rest: after a visit a host rests for `host_pause`. Measured in
/// steady time, so that a clock set back stops nobody. Remembers only hosts that are busy or rest. One thread.
/// A job that fetches nothing has the host "". It does not rest, and only one such job runs at a time: when the daemon
/// dies during it, the job at fault is known.
class Hosts {
public:
    void set_limits(int per_host, Duration pause);

    void take(const std::string& host);
    /// `least`: the host rests for that long, if that is more than its pause (crawl-delay).
    void give_back(const std::string& host, SteadyTime now, Duration least = {});
    /// Of a visit that was none: the host is not asked before `until`.
    void put_back(const std::string& host, SteadyTime until);

    /// The host asked to be left alone until then.
    void rest(const std::string& host, SteadyTime until);

    /// May a visit go there now?
    bool is_free(const std::string& host, SteadyTime now) const;

    /// Until when the host may not be asked; in the past when it does not rest.
    SteadyTime rests_until(const std::string& host) const;

    /// What may be claimed at `now`.
    HostSlots slots(SteadyTime now);

    /// When the next host that rests at `now`, and has a slot left, is free again; nothing when there is none.
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
