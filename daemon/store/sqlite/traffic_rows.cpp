#include "store/sqlite/rows.h"
#include "store/sqlite/traffic_row.h"

namespace newsbus::store {
namespace {

std::int64_t number_of(std::chrono::sys_days day) {
    return day.time_since_epoch().count();
}

}  // namespace

bool SqliteRows::update_traffic(const HostTraffic& row) {
    const TrafficCounts& more = row.counts;
    return database_.run(
               "UPDATE traffic SET requests = requests + ?, unchanged = unchanged + ?, failed = failed + ?,"
               " limited = limited + ?, bytes = bytes + ? WHERE day = ? AND host = ?",
               more.requests, more.unchanged, more.failed, more.limited, more.bytes, number_of(row.day), row.host) > 0;
}

void SqliteRows::insert_traffic(const HostTraffic& row) {
    const TrafficCounts& counts = row.counts;
    database_.run(
        "INSERT INTO traffic(day, host, requests, unchanged, failed, limited, bytes) VALUES(?, ?, ?, ?, ?, ?, ?)",
        number_of(row.day), row.host, counts.requests, counts.unchanged, counts.failed, counts.limited, counts.bytes);
}

std::size_t SqliteRows::traffic_hosts(std::chrono::sys_days day) {
    return static_cast<std::size_t>(database_.number("SELECT count(*) FROM traffic WHERE day = ?", number_of(day)));
}

std::size_t SqliteRows::drop_traffic(std::chrono::sys_days first, std::size_t most) {
    const int count = database_.run(
        "DELETE FROM traffic WHERE (day, host) IN (SELECT day, host FROM traffic WHERE day < ? ORDER BY day, host"
        " LIMIT ?)",
        number_of(first), most);
    return static_cast<std::size_t>(count);
}

std::vector<HostTraffic> stored_traffic(Database& database, std::chrono::sys_days first, std::chrono::sys_days last) {
    std::vector<HostTraffic> found;
    Query row = database.query(
        "SELECT day, host, requests, unchanged, failed, limited, bytes FROM traffic WHERE day BETWEEN ? AND ?"
        " ORDER BY day, host",
        number_of(first), number_of(last));
    while (row.next())
        found.push_back({std::chrono::sys_days(std::chrono::days(row.integer(0))),
                         row.text(1),
                         {row.integer(2), row.integer(3), row.integer(4), row.integer(5), row.integer(6)}});
    return found;
}

std::vector<Rest> stored_rests(Database& database, TimePoint now) {
    std::vector<Rest> rests;
    Query row = database.query("SELECT host, since, until, why FROM rest WHERE until > ? ORDER BY host", now);
    while (row.next()) rests.push_back({row.text(0), row.time(1), row.time(2), row.text(3)});
    return rests;
}

}  // namespace newsbus::store
