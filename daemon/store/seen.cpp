#include "store/seen.h"

#include "base/sha256.h"
#include "store/draft.h"
#include "store/source_row.h"

namespace newsbus::store {

using namespace std::chrono_literals;

Seen load_seen(Database& database, std::int64_t no) {
    Query row = database.query(
        "SELECT id, announce, version, first_seq, latest, told, first_seen, last_seen, print, whole FROM seen WHERE no "
        "= ?",
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
    return seen;
}

Seen insert_seen(Database& database, std::int64_t source, const Identity& identity, Announce announce, TimePoint now) {
    database.run(
        "INSERT INTO seen(source, id, announce, version, latest, told, print, first_seen, last_seen)"
        " VALUES(?, ?, ?, 0, x'', x'', 0, ?, ?)",
        source, identity.id, static_cast<int>(announce), now, now);
    Seen seen;
    seen.no = database.last_row();
    seen.id = identity.id;
    seen.announce = announce;
    seen.first_seen = seen.last_seen = now;
    return seen;
}

void remember_latest(Database& database, Seen& seen, std::uint64_t print, const Digest& digest, TimePoint now) {
    bool same = seen.latest == digest && seen.print == print;
    if (same && now - seen.last_seen < 24h && now >= seen.last_seen) return;
    database.run("UPDATE seen SET latest = ?, print = ?, last_seen = ? WHERE no = ?", Blob{digest.serialized()}, print,
                 now, seen.no);
    seen.latest = digest;
    seen.print = print;
    seen.last_seen = now;
}

void save_settled(Database& database, const Seen& seen) {
    std::optional<Seq> first_seq;
    if (seen.first_seq != 0) first_seq = seen.first_seq;
    database.run("UPDATE seen SET version = ?, first_seq = ?, told = ?, whole = ? WHERE no = ?", seen.version,
                 first_seq, Blob{seen.told.serialized()}, static_cast<int>(seen.whole), seen.no);
}

std::vector<std::string> keys_of(const Identity& identity) {
    return identity.keys.empty() ? std::vector<std::string>{"i:" + identity.id} : identity.keys;
}

std::int64_t find_key(Database& database, std::int64_t source, std::string_view key) {
    return database.number("SELECT entry FROM seen_key WHERE source = ? AND key = ?", source, fingerprint(key));
}

void insert_keys(Database& database, std::int64_t source, std::int64_t no, const Identity& identity, bool take_over) {
    for (const std::string& key : keys_of(identity)) {
        std::uint64_t print = fingerprint(key);
        if (take_over)
            database.run("INSERT OR REPLACE INTO seen_key VALUES(?, ?, ?)", source, print, no);
        else
            database.run("INSERT OR IGNORE INTO seen_key VALUES(?, ?, ?)", source, print, no);
    }
}

std::vector<std::string> told_before(Database& database, std::int64_t source, const Seen& seen) {
    std::vector<std::string> names;
    Query row = database.query(
        "SELECT s.id FROM seen e JOIN source s ON s.no = e.source WHERE e.id = ? AND e.source <> ? AND"
        " e.first_seq IS NOT NULL AND (? = 0 OR e.first_seq < ?) GROUP BY s.no ORDER BY min(e.first_seq) LIMIT 100",
        seen.id, source, seen.first_seq, seen.first_seq);
    while (row.next()) names.push_back(row.text(0));
    return names;
}

bool queue_page(Database& database, std::int64_t source, const Seen& seen, Entry draft, TimePoint now) {
    draft.identity.id = draft.article.id = seen.id;
    draft.announce = seen.announce;
    std::string stored = serialized(draft);
    std::string host = draft.intent == Intent::visit_alone ? std::string() : host_of(draft.article.url);
    bool waits =
        database.run("UPDATE job SET url = ?, host = ?, draft = ?, again = (leased IS NOT NULL) WHERE entry = ?",
                     draft.article.url, host, Blob{stored}, seen.no) > 0;
    if (waits) return false;
    database.run("INSERT INTO job(source, kind, entry, url, host, due, draft) VALUES(?, ?, ?, ?, ?, ?, ?)", source,
                 static_cast<int>(JobKind::page), seen.no, draft.article.url, host, now, Blob{stored});
    return true;
}

void cancel_page(Database& database, const Seen& seen) {
    database.run("DELETE FROM job WHERE entry = ?", seen.no);
}

}  // namespace newsbus::store
