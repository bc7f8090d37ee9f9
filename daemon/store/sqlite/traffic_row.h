#pragma once

#include "store/sqlite/database.h"
#include "work/outcome.h"
#include "work/traffic.h"

#include <chrono>
#include <vector>

namespace newsbus::store {

/// Outbox::traffic().
std::vector<HostTraffic> stored_traffic(Database& database, std::chrono::sys_days first, std::chrono::sys_days last);

/// The hosts whose rest is not over at `now`, by name.
std::vector<Rest> stored_rests(Database& database, TimePoint now);

}  // namespace newsbus::store
