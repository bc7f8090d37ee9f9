#pragma once

#include "message/outbox_entry.h"
#include "store/sqlite/database.h"

namespace newsbus::store {

/// A row of the view `message`, all its columns.
OutboxEntry stored_message(const Query& row);

}  // namespace newsbus::store
