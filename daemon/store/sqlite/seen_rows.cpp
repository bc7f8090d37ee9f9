#include "store/sqlite/rows.h"

#include "base/sha256.h"
#include "store/sqlite/seen_row.h"
#include "store/sqlite/source_row.h"

#include <algorithm>

namespace newsbus::store {

using namespace ledger;

namespace {

std::vector<OldSeen> old_ones(Query row) {
    std::vector<OldSeen> old;
    while (row.next())
        old.push_back({row.integer(0), row.integer(1), static_cast<std::uint64_t>(row.integer(2)), row.small(3) != 0});
    return old;
}

}  // namespace

SeenNo find_seen(Database& database, SourceNo source, std::string_view key) {
    return database.number("SELECT entry FROM seen_key WHERE source = ? AND key = ?", source, fingerprint(key));
}

Seen load_seen(Database& database, SeenNo no) {
    Query row = database.query(
        "SELECT id, announce, version, first_seq, latest, told, first_seen, last_seen, print, whole, state,"
        " earlier, date, date_precision, date_moves FROM seen WHERE no = ?",
        no);
    Seen seen;
    if (!row.next()) return seen;
    seen.no = no;
    seen.id = row.text(0);
    seen.announce = static_cast<Announce>(row.small(1));
    seen.version = row.small(2);
    seen.first_seq = static_cast<Seq>(row.integer(3));
    seen.latest = Digest::parse(row.bytes(4));
    seen.told = Digest::parse(row.bytes(5));
    seen.stale = (seen.latest.empty() && !row.bytes(4).empty()) || (seen.told.empty() && !row.bytes(5).empty());
    seen.first_seen = row.time(6);
    seen.last_seen = row.time(7);
    seen.print = static_cast<std::uint64_t>(row.integer(8));
    seen.whole = row.small(9) != 0;
    seen.state = static_cast<State>(row.small(10));
    seen.earlier = prints_from_bytes(row.bytes(11));
    if (auto date = row.maybe_time(12)) seen.date = {*date, static_cast<DatePrecision>(row.small(13))};
    seen.date_moves = row.small(14);
    return seen;
}

SeenNo SqliteRows::find(SourceNo source, std::string_view key) {
    return find_seen(database_, source, key);
}

Seen SqliteRows::load(SeenNo no) {
    return load_seen(database_, no);
}

SeenNo SqliteRows::add(SourceNo source, const Seen& seen) {
    database_.run(
        "INSERT INTO seen(source, id, announce, version, latest, told, print, first_seen, last_seen)"
        " VALUES(?, ?, ?, 0, x'', x'', 0, ?, ?)",
        source, seen.id, static_cast<int>(seen.announce), seen.first_seen, seen.last_seen);
    return database_.last_row();
}

void SqliteRows::add_key(SourceNo source, std::string_view key, SeenNo no, bool take_over) {
    if (take_over)
        database_.run("INSERT OR REPLACE INTO seen_key VALUES(?, ?, ?)", source, fingerprint(key), no);
    else
        database_.run("INSERT OR IGNORE INTO seen_key VALUES(?, ?, ?)", source, fingerprint(key), no);
}

void SqliteRows::limit_keys(SeenNo no, std::size_t most) {
    if (database_.number("SELECT count(*) FROM seen_key WHERE entry = ?", no) > static_cast<std::int64_t>(most))
        database_.run("DELETE FROM seen_key WHERE entry = ?", no);
}

void SqliteRows::save_latest(const Seen& seen) {
    database_.run("UPDATE seen SET latest = ?, print = ?, last_seen = ? WHERE no = ?", Blob{seen.latest.serialized()},
                  seen.print, seen.last_seen, seen.no);
}

void SqliteRows::save_settled(const Seen& seen) {
    std::optional<Seq> first_seq;
    if (seen.first_seq != 0) first_seq = seen.first_seq;
    std::optional<TimePoint> date;
    if (seen.date) date = seen.date->time;
    const std::string earlier = prints_to_bytes(seen.earlier);
    database_.run(
        "UPDATE seen SET state = ?, version = ?, first_seq = ?, told = ?, whole = ?, earlier = ?, date = ?,"
        " date_precision = ?, date_moves = ? WHERE no = ?",
        static_cast<int>(seen.state), seen.version, first_seq, Blob{seen.told.serialized()},
        static_cast<int>(seen.whole), Blob{earlier}, date,
        static_cast<int>(seen.date ? seen.date->precision : DatePrecision::none), seen.date_moves, seen.no);
}

std::vector<std::string> SqliteRows::told_before(SourceNo source, const Seen& seen) {
    std::vector<std::string> names;
    Query row = database_.query(
        "SELECT s.id FROM seen e JOIN source s ON s.no = e.source WHERE e.id = ? AND e.source <> ? AND"
        " e.first_seq IS NOT NULL AND (? = 0 OR e.first_seq < ?) GROUP BY s.no ORDER BY min(e.first_seq) LIMIT 100",
        seen.id, source, seen.first_seq, seen.first_seq);
    while (row.next()) names.push_back(row.text(0));
    return names;
}

std::vector<OldSeen> SqliteRows::old_seen(TimePoint before, std::size_t most) {
    return old_ones(database_.query(
        "SELECT no, source, print, EXISTS(SELECT 1 FROM job WHERE entry = seen.no) FROM seen WHERE last_seen < ?"
        " ORDER BY last_seen LIMIT ?",
        before, most));
}

std::vector<OldSeen> SqliteRows::surplus_seen(std::int64_t kept, std::size_t most) {
    Query full = database_.query("SELECT source, entries - ? FROM remembered WHERE entries > ? LIMIT 1", kept, kept);
    if (!full.next()) return {};
    return old_ones(database_.query(
        "SELECT no, source, print, EXISTS(SELECT 1 FROM job WHERE entry = seen.no) FROM seen WHERE source = ?"
        " ORDER BY last_seen LIMIT ?",
        full.integer(0), std::min(full.integer(1), static_cast<std::int64_t>(most))));
}

std::vector<SourceNo> SqliteRows::sources_with_entries(std::int64_t entries) {
    std::vector<SourceNo> sources;
    Query row = database_.query("SELECT source FROM remembered WHERE entries >= ?", entries);
    while (row.next()) sources.push_back(row.integer(0));
    return sources;
}

void SqliteRows::touch(SeenNo no, TimePoint now) {
    database_.run("UPDATE seen SET last_seen = ? WHERE no = ?", now, no);
}

void SqliteRows::forget(SeenNo no) {
    database_.run("DELETE FROM seen WHERE no = ?", no);
}

void SqliteRows::forget_latest(SeenNo no) {
    database_.run("UPDATE seen SET latest = x'', print = 0 WHERE no = ?", no);
}

bool SqliteRows::has_seen(SourceNo source) {
    return database_.number("SELECT EXISTS(SELECT 1 FROM seen WHERE source = ?)", source) != 0;
}

}  // namespace newsbus::store
