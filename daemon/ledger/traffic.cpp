#include "ledger/traffic.h"

#include <map>

namespace newsbus::ledger {
namespace {

constexpr std::size_t rows_a_call = 1000;

}  // namespace

void add_traffic(TrafficRows& rows, std::span<const HostTraffic> traffic) {
    std::map<std::chrono::sys_days, std::size_t> hosts;  // told apart on that day; asked only when a new one comes
    for (HostTraffic row : traffic) {
        if (rows.update_traffic(row)) continue;
        auto known = hosts.find(row.day);
        if (known == hosts.end()) known = hosts.emplace(row.day, rows.traffic_hosts(row.day)).first;
        if (known->second >= most_hosts_a_day) {
            row.host = other_hosts;
            if (rows.update_traffic(row)) continue;
        }
        rows.insert_traffic(row);
        ++known->second;
    }
}

bool trim_traffic(TrafficRows& rows, TimePoint now) {
    const auto today = std::chrono::floor<std::chrono::days>(now);
    return rows.drop_traffic(today - traffic_kept + std::chrono::days(1), rows_a_call) == rows_a_call;
}

}  // namespace newsbus::ledger
