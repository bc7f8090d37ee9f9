#include "store/memory/memory_rows.h"

#include <algorithm>
#include <iterator>

namespace newsbus::store {

bool MemoryRows::update_traffic(const HostTraffic& row) {
    auto known = tables_.traffic.find({row.day, row.host});
    if (known == tables_.traffic.end()) return false;
    TrafficCounts sum = known->second;
    tables_.put(tables_.traffic, {row.day, row.host}, sum += row.counts);
    return true;
}

void MemoryRows::insert_traffic(const HostTraffic& row) {
    tables_.put(tables_.traffic, {row.day, row.host}, row.counts);
}

std::size_t MemoryRows::traffic_hosts(std::chrono::sys_days day) {
    auto first = tables_.traffic.lower_bound({day, ""});
    return static_cast<std::size_t>(
        std::distance(first, tables_.traffic.lower_bound({day + std::chrono::days(1), ""})));
}

std::size_t MemoryRows::drop_traffic(std::chrono::sys_days first, std::size_t most) {
    std::size_t dropped = 0;
    while (dropped < most && !tables_.traffic.empty() && tables_.traffic.begin()->first.first < first) {
        const auto key = tables_.traffic.begin()->first;
        tables_.erase(tables_.traffic, key);
        ++dropped;
    }
    return dropped;
}

}  // namespace newsbus::store
