#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

namespace newsbus::store {

/// Oldest and last number of the log.
Bounds log_bounds(Database& database);

/// Outbox::survey; to be called in a Snapshot.
Survey survey_of(Database& database, std::size_t most);

}  // namespace newsbus::store
