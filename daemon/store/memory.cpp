#include "store/memory.h"

namespace newsbus::store {
namespace {

constexpr std::int64_t most_sites = 4000;
constexpr std::int64_t forgotten_at_once = 200;  // so that a full table is not counted and sorted for every new host
constexpr std::size_t most_bytes = 16 << 10;

}  // namespace

std::string recall_site(Database& database, std::string_view host) {
    Query row = database.query("SELECT value FROM memory WHERE kind = 'site' AND key = ?", host);
    return row.next() ? row.text(0) : std::string();
}

void remember_site(Database& database, std::string_view host, std::string_view memory, TimePoint now) {
    if (memory.size() > most_bytes) return;
    if (database.run("UPDATE memory SET time = ?, value = ? WHERE kind = 'site' AND key = ?", now, Blob{memory}, host) >
        0)
        return;
    if (database.number("SELECT count(*) FROM memory WHERE kind = 'site'") >= most_sites)
        database.run(
            "DELETE FROM memory WHERE kind = 'site' AND key IN (SELECT key FROM memory WHERE kind = 'site' ORDER BY"
            " time LIMIT ?)",
            forgotten_at_once);
    database.run("INSERT INTO memory(kind, key, time, value) VALUES('site', ?, ?, ?)", host, now, Blob{memory});
}

}  // namespace newsbus::store
