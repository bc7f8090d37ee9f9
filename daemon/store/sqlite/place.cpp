#include "base/access.h"
#include "store/sqlite/schema.h"
#include "store/store.h"

#include <optional>
#include <string>

namespace newsbus::store {
namespace {

/// A start writes the database before the file `epoch`, so an empty one beside that file has lost what it held. SQLite
/// would take it for a new one.
std::optional<std::string> emptied(const std::filesystem::path& dir) {
    std::error_code none;
    if (std::filesystem::file_size(database_file(dir), none) != 0 || none) return std::nullopt;
    if (!std::filesystem::exists(dir / "epoch", none)) return std::nullopt;
    return database_file(dir).string() +
           " is empty, and it was not: put a backup in its place, or remove it to start anew with nothing";
}

}  // namespace

Result<void> check_place(const std::filesystem::path& dir) {
    auto fault = folder_fault(dir);
    auto beside = [&dir](const char* end) { return std::filesystem::path(database_file(dir).string() + end); };
    for (const std::filesystem::path& file :
         {dir / "lock", dir / "epoch", dir / "reading", database_file(dir), beside("-wal"), beside("-shm")})
        if (!fault) fault = own_file_fault(file);
    if (!fault) fault = emptied(dir);
    if (!fault) return {};
    return Error{Errc::config, *fault};
}

}  // namespace newsbus::store
