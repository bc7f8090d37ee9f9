#include "ingest/traffic.h"

#include <cassert>
#include <functional>
#include <utility>

namespace newsbus::ingest {

std::size_t Traffic::Hash::operator()(const KeyView& key) const {
    return std::hash<std::string_view>()(key.host) + static_cast<std::size_t>(key.day.time_since_epoch().count());
}

TrafficCounts& Traffic::counts_of(std::chrono::sys_days day, std::string_view host) {
    if (auto known = counts_.find(KeyView(day, host)); known != counts_.end()) return known->second;
    if (counts_.size() >= most_ && host != other_hosts) return counts_of(day, other_hosts);
    return counts_[Key{day, std::string(host)}];
}

void Traffic::add(std::string_view host, const http::Attempt& attempt) {
    assert(io_thread_.is_here());
    assert(!host.empty());
    TrafficCounts& counts = counts_of(std::chrono::floor<std::chrono::days>(clock_.now()), host);
    ++counts.requests;
    counts.bytes += static_cast<std::int64_t>(attempt.bytes);
    if (attempt.status == 304) ++counts.unchanged;
    if ((attempt.status == 0 && !attempt.given_up) || attempt.status >= 400) ++counts.failed;
    if (attempt.status == 429 || (attempt.status == 503 && attempt.retry_after)) ++counts.limited;
}

std::vector<HostTraffic> Traffic::take() {
    assert(io_thread_.is_here());
    std::vector<HostTraffic> taken;
    taken.reserve(counts_.size());
    while (!counts_.empty()) {
        auto node = counts_.extract(counts_.begin());
        taken.push_back({node.key().day, std::move(node.key().host), node.mapped()});
    }
    return taken;
}

void Traffic::give_back(std::span<const HostTraffic> rows) {
    assert(io_thread_.is_here());
    for (const HostTraffic& row : rows) counts_of(row.day, row.host) += row.counts;
}

}  // namespace newsbus::ingest
