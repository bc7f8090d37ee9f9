#include "ingest/hosts.h"

#include <algorithm>

#include <cassert>

namespace newsbus::ingest {

void Hosts::set_limits(int per_host, Duration pause) {
    per_host_ = per_host;
    pause_ = pause;
}

void Hosts::take(const std::string& host) {
    ++uses_[host].taken;
}

void Hosts::give_back(const std::string& host, SteadyTime now, Duration least) {
    Use& use = uses_[host];
    assert(use.taken > 0);
    --use.taken;
    if (!host.empty()) use.rests_until = std::max(use.rests_until, now + std::max(pause_, least));
}

void Hosts::put_back(const std::string& host, SteadyTime until) {
    Use& use = uses_[host];
    assert(use.taken > 0);
    --use.taken;
    use.rests_until = std::max(use.rests_until, until);
}

void Hosts::rest(const std::string& host, SteadyTime until) {
    Use& use = uses_[host];
    use.rests_until = std::max(use.rests_until, until);
}

bool Hosts::is_free(const std::string& host, SteadyTime now) const {
    auto use = uses_.find(host);
    return use == uses_.end() || (use->second.rests_until <= now && use->second.taken < limit(host));
}

SteadyTime Hosts::rests_until(const std::string& host) const {
    auto use = uses_.find(host);
    return use == uses_.end() ? SteadyTime() : use->second.rests_until;
}

HostSlots Hosts::slots(SteadyTime now) {
    std::erase_if(uses_, [now](const auto& item) { return item.second.taken == 0 && item.second.rests_until <= now; });
    HostSlots slots;
    slots.per_host = per_host_;
    slots.left[""] = limit("");
    for (const auto& [host, use] : uses_)
        slots.left[host] = use.rests_until > now ? 0 : std::max(0, limit(host) - use.taken);
    return slots;
}

std::optional<SteadyTime> Hosts::next_free(SteadyTime now) const {
    std::optional<SteadyTime> next;
    for (const auto& [host, use] : uses_)
        if (use.rests_until > now && use.taken < limit(host) && (!next || use.rests_until < *next))
            next = use.rests_until;
    return next;
}

}  // namespace newsbus::ingest
