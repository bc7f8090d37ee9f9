#pragma once

#include <filesystem>

#include "store/sqlite/database.h"

namespace newsbus::store {

/// The path of the database in a state directory.
std::filesystem::path database_file(const std::filesystem::path& dir);

/// Sets the connection up for writing (WAL, full synchronous, small caches) and makes the tables, or brings those of an
/// older version up to date. Throws Failure when the file is not a newsbus store or was written by a newer newsbus.
void prepare_writer(Database& database);

/// Sets a read-only connection up. Throws Failure unless the tables are exactly of this version.
void prepare_reader(Database& database);

}  // namespace newsbus::store
