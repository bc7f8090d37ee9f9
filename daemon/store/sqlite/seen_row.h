#pragma once

#include "ledger/seen.h"
#include "store/sqlite/database.h"

#include <string_view>

namespace newsbus::store {

/// The entry of a source that has the key; 0 = none.
ledger::SeenNo find_seen(Database& database, ledger::SourceNo source, std::string_view key);

/// The entry with that number; `no` is 0 when there is none.
ledger::Seen load_seen(Database& database, ledger::SeenNo no);

}  // namespace newsbus::store
