#include "base/access.h"
#include "store/sqlite/schema.h"
#include "store/store.h"

namespace newsbus::store {

Result<void> check_place(const std::filesystem::path& dir) {
    auto fault = folder_fault(dir);
    auto beside = [&dir](const char* end) { return std::filesystem::path(database_file(dir).string() + end); };
    for (const std::filesystem::path& file :
         {dir / "lock", dir / "epoch", database_file(dir), beside("-wal"), beside("-shm")})
        if (!fault) fault = own_file_fault(file);
    if (!fault) return {};
    return Error{Errc::config, *fault};
}

}  // namespace newsbus::store
