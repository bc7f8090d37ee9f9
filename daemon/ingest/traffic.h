#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "async/one_thread.h"
#include "base/time.h"
#include "http/fetcher.h"
#include "work/traffic.h"

namespace newsbus::ingest {

/// Counts what hosts are asked, by day (UTC), until the counts are taken to be stored. A host that is counted already
/// costs no memory. One thread.
class Traffic {
public:
    static constexpr std::size_t most_hosts = 200'000;

    /// When `most` hosts wait to be taken, all further ones are counted together, as other_hosts.
    explicit Traffic(const Clock& clock, std::size_t most = most_hosts) : clock_(clock), most_(most) {}

    /// One request to `host` (as Job::host) that ended now.
    void add(std::string_view host, const http::Attempt& attempt);

    /// Hands over all counts, in no order. They are forgotten here.
    std::vector<HostTraffic> take();

    /// What was taken and could not be stored counts again.
    void give_back(std::span<const HostTraffic> rows);

private:
    struct Key {
        std::chrono::sys_days day;
        std::string host;
    };
    struct KeyView {
        std::chrono::sys_days day;
        std::string_view host;
        KeyView(std::chrono::sys_days the_day, std::string_view the_host) : day(the_day), host(the_host) {}
        KeyView(const Key& key) : day(key.day), host(key.host) {}
        bool operator==(const KeyView&) const = default;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const KeyView& key) const;
    };
    struct Same {
        using is_transparent = void;
        bool operator()(const KeyView& a, const KeyView& b) const { return a == b; }
    };

    TrafficCounts& counts_of(std::chrono::sys_days day, std::string_view host);

    const Clock& clock_;
    std::size_t most_;
    std::unordered_map<Key, TrafficCounts, Hash, Same> counts_;
    OneThread io_thread_;
};

}  // namespace newsbus::ingest
