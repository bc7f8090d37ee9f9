#include "store/source_row.h"
#include "store/sqlite_store.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace newsbus::store {
namespace {

/// The sources that a wish means; a name that stands twice counts once.
std::vector<std::string> wished(Database& database, const PollWish& wish) {
    std::vector<std::string> sources;
    if (wish.whom == PollWish::Whom::named) {
        std::set<std::string_view> had;
        for (const std::string& name : wish.names)
            if (had.insert(name).second) sources.push_back(name);
        return sources;
    }
    bool all = wish.whom == PollWish::Whom::all;
    Query row = database.query(
        "SELECT id FROM source WHERE active AND iif(?, health <> ?, health IN (?, ?)) ORDER BY id", all,
        static_cast<int>(Health::gone), static_cast<int>(Health::failing), static_cast<int>(Health::blocked));
    while (row.next()) sources.push_back(row.text(0));
    return sources;
}

struct PollRow {
    std::int64_t source = 0;
    std::optional<TimePoint> last_attempt, rests_until, due;
    std::int64_t job = 0;  // 0 = the source is gone: it has none
    bool leased = false;
};

std::optional<PollRow> load_poll(Database& database, const std::string& source) {
    Query row = database.query(
        "SELECT s.no, s.last_attempt, s.rests_until, j.due, j.id, j.leased IS NOT NULL FROM source s"
        " LEFT JOIN job j ON j.source = s.no AND j.kind = 0 WHERE s.id = ? AND s.active",
        source);
    if (!row.next()) return std::nullopt;
    return PollRow{row.integer(0),    row.maybe_time(1), row.maybe_time(2),
                   row.maybe_time(3), row.integer(4),    row.small(5) != 0};
}

}  // namespace

PollPromise SqliteStore::promise_poll(const std::string& source, bool force, TimePoint now, Duration min_interval) {
    using Kind = PollPromise::Kind;
    std::optional<PollRow> row = load_poll(database_, source);
    if (!row) return {source, Kind::unknown, {}};
    if (row->leased) return {source, Kind::running, now};

    PollPromise promise{source, Kind::now, now};
    auto not_before = [&promise](Kind kind, TimePoint earliest) {
        if (earliest > promise.due) promise.kind = kind, promise.due = earliest;
    };
    // A last attempt in the future was set by a clock that was wrong.
    if (row->last_attempt) not_before(Kind::soon, std::min(*row->last_attempt, now) + min_interval);
    if (row->rests_until && !force) not_before(Kind::rests, *row->rests_until);
    if (row->job == 0)
        add_poll(row->source, promise.due);
    else if (*row->due > promise.due)
        database_.run("UPDATE job SET due = ? WHERE id = ?", promise.due, row->job);
    else if (*row->due <= now)
        promise.kind = Kind::now, promise.due = now;
    else
        promise.due = *row->due;
    return promise;
}

Result<std::vector<PollPromise>> SqliteStore::make_due(const PollWish& wish, TimePoint now, Duration min_interval) {
    return guarded([&] {
        std::vector<PollPromise> promises;
        Transaction transaction(database_, Durability::relaxed);
        for (const std::string& source : wished(database_, wish))
            promises.push_back(promise_poll(source, wish.force, now, min_interval));
        transaction.commit();
        return promises;
    });
}

Result<void> SqliteStore::make_all_due(TimePoint now) {
    return guarded([&] {
        Transaction transaction(database_, Durability::relaxed);
        database_.run("UPDATE job SET due = ? WHERE kind = 0 AND due > ?", now, now);
        transaction.commit();
    });
}

}  // namespace newsbus::store
