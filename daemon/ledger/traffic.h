#pragma once

#include "ledger/transaction.h"
#include "work/traffic.h"

#include <chrono>
#include <cstddef>
#include <span>

namespace newsbus::ledger {

/// For how long it is kept what hosts were asked: today and the seven days before.
inline constexpr std::chrono::days traffic_kept{8};

/// How many hosts are told apart on one day.
inline constexpr std::size_t most_hosts_a_day = 200'000;

/// Adds counts to those of their day. The hosts beyond most_hosts_a_day are counted together, as other_hosts.
void add_traffic(TrafficRows& rows, std::span<const HostTraffic> traffic);

/// Drops days that are past their time, a bounded number of rows a call. True when there is more to drop.
bool trim_traffic(TrafficRows& rows, TimePoint now);

}  // namespace newsbus::ledger
