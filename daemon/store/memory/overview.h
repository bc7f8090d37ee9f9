#pragma once

#include "store/memory/tables.h"
#include "store/store.h"

#include <vector>

namespace newsbus::store {

/// The configured sources as `newsbus status` shows them, by id. Who asks holds the mutex.
std::vector<SourceStatus> source_statuses(const Tables& tables);

}  // namespace newsbus::store
