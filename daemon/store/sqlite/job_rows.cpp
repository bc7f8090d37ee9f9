#include "store/sqlite/rows.h"

#include "store/draft.h"

namespace newsbus::store {

using namespace ledger;

namespace {

int number_of(JobKind kind) {
    return static_cast<int>(kind);
}

}  // namespace

std::optional<JobRow> SqliteRows::job(JobNo no) {
    Query row = database_.query(
        "SELECT j.source, s.id, j.kind, j.url, j.host, j.entry, j.again, j.due FROM job j"
        " JOIN source s ON s.no = j.source WHERE j.id = ?",
        no);
    if (!row.next()) return std::nullopt;
    return JobRow{.source = row.integer(0),
                  .source_id = row.text(1),
                  .kind = static_cast<JobKind>(row.small(2)),
                  .place = {row.text(3), row.text(4)},
                  .entry = row.integer(5),
                  .again = row.small(6) != 0,
                  .due = row.time(7)};
}

namespace {

/// The one job of that kind which a source has.
std::optional<PollRow> only_job(Database& database, SourceNo source, JobKind kind) {
    Query row = database.query("SELECT id, due, leased IS NOT NULL, host FROM job WHERE source = ? AND kind = ?",
                               source, number_of(kind));
    if (!row.next()) return std::nullopt;
    return PollRow{row.integer(0), row.time(1), row.small(2) != 0, row.text(3)};
}

}  // namespace

std::unordered_map<SourceNo, PollRow> SqliteRows::polls() {
    std::unordered_map<SourceNo, PollRow> polls;
    Query row = database_.query("SELECT source, id, due, leased IS NOT NULL, host FROM job WHERE kind = ?",
                                number_of(JobKind::poll));
    while (row.next())
        polls.emplace(row.integer(0), PollRow{row.integer(1), row.time(2), row.small(3) != 0, row.text(4)});
    return polls;
}

std::optional<PollRow> SqliteRows::robots(std::string_view url) {
    static_assert(static_cast<int>(JobKind::robots) == 3);  // as the index job_robots has it
    Query row = database_.query("SELECT id, due, leased IS NOT NULL FROM job WHERE kind = 3 AND url = ?", url);
    if (!row.next()) return std::nullopt;
    return PollRow{row.integer(0), row.time(1), row.small(2) != 0};
}

std::optional<PollRow> SqliteRows::poll(SourceNo source) {
    return only_job(database_, source, JobKind::poll);
}

std::optional<PollRow> SqliteRows::lease(SourceNo source) {
    return only_job(database_, source, JobKind::lease);
}

std::vector<PageRow> SqliteRows::pages(SourceNo source) {
    std::vector<PageRow> pages;
    Query row =
        database_.query("SELECT id, entry FROM job WHERE source = ? AND kind = ?", source, number_of(JobKind::page));
    while (row.next()) pages.push_back({row.integer(0), row.integer(1)});
    return pages;
}

std::vector<SourceNo> SqliteRows::sources_with_pages(std::int64_t pages) {
    std::vector<SourceNo> sources;
    Query row = database_.query("SELECT source FROM waiting WHERE jobs >= ?", pages);
    while (row.next()) sources.push_back(row.integer(0));
    return sources;
}

std::vector<SourceNo> SqliteRows::sources_with_drafts(std::int64_t bytes) {
    std::vector<SourceNo> sources;
    Query row = database_.query("SELECT source FROM waiting WHERE bytes >= ?", bytes);
    while (row.next()) sources.push_back(row.integer(0));
    return sources;
}

bool SqliteRows::has_parts(SourceNo source) {
    return database_.number("SELECT EXISTS(SELECT 1 FROM job WHERE source = ? AND kind = ?)", source,
                            number_of(JobKind::part)) != 0;
}

void SqliteRows::add_poll(SourceNo source, const Place& place, TimePoint due) {
    database_.run("INSERT INTO job(source, kind, url, host, due) VALUES(?, ?, ?, ?, ?)", source,
                  number_of(JobKind::poll), place.url, place.host, due);
}

void SqliteRows::add_page(SourceNo source, SeenNo entry, const Place& place, TimePoint due, const Entry& draft) {
    database_.run("INSERT INTO job(source, kind, entry, url, host, due, draft) VALUES(?, ?, ?, ?, ?, ?, ?)", source,
                  number_of(JobKind::page), entry, place.url, place.host, due, Blob{serialized(draft)});
}

void SqliteRows::add_part(SourceNo source, const Place& place, TimePoint due, bool first) {
    database_.run("INSERT INTO job(source, kind, url, host, due, first) VALUES(?, ?, ?, ?, ?, ?)", source,
                  number_of(JobKind::part), place.url, place.host, due, first);
}

void SqliteRows::add_lease(SourceNo source, const Place& place, TimePoint due) {
    database_.run("INSERT INTO job(source, kind, url, host, due) VALUES(?, ?, ?, ?, ?)", source,
                  number_of(JobKind::lease), place.url, place.host, due);
}

void SqliteRows::add_robots(SourceNo source, const Place& place, TimePoint due) {
    database_.run("INSERT INTO job(source, kind, url, host, due) VALUES(?, ?, ?, ?, ?)", source,
                  number_of(JobKind::robots), place.url, place.host, due);
}

bool SqliteRows::replace_page(SeenNo entry, const Place& place, const Entry& draft) {
    return database_.run("UPDATE job SET url = ?, host = ?, draft = ?, again = (leased IS NOT NULL) WHERE entry = ?",
                         place.url, place.host, Blob{serialized(draft)}, entry) > 0;
}

bool SqliteRows::hasten_part(SourceNo source, std::string_view url, TimePoint due) {
    return database_.run(
               "UPDATE job SET due = min(due, ?), again = (leased IS NOT NULL) WHERE source = ? AND kind = ? AND"
               " url = ?",
               due, source, number_of(JobKind::part), url) > 0;
}

void SqliteRows::appoint(JobNo no, TimePoint due, int attempt) {
    database_.run("UPDATE job SET leased = NULL, due = ?, attempt = ?, crashes = 0, again = 0 WHERE id = ?", due,
                  attempt, no);
}

void SqliteRows::set_due(JobNo no, TimePoint due) {
    database_.run("UPDATE job SET due = ? WHERE id = ?", due, no);
}

void SqliteRows::set_place(JobNo no, const Place& place) {
    database_.run("UPDATE job SET url = ?, host = ? WHERE id = ?", place.url, place.host, no);
}

void SqliteRows::add_rest(const Rest& rest) {
    database_.run(
        "INSERT INTO rest(host, since, until, why) VALUES(?, ?, ?, ?) ON CONFLICT(host) DO UPDATE SET"
        " since = excluded.since, until = excluded.until, why = excluded.why WHERE excluded.until > until",
        rest.host, rest.since, rest.until, rest.why);
}

std::optional<Rest> SqliteRows::rest(std::string_view host) {
    Query row = database_.query("SELECT host, since, until, why FROM rest WHERE host = ?", host);
    if (!row.next()) return std::nullopt;
    return Rest{row.text(0), row.time(1), row.time(2), row.text(3)};
}

void SqliteRows::end_rests(TimePoint now) {
    database_.run("DELETE FROM rest WHERE until <= ?", now);
}

void SqliteRows::end(JobNo no) {
    database_.run("DELETE FROM job WHERE id = ?", no);
}

void SqliteRows::end_page(SeenNo entry) {
    database_.run("DELETE FROM job WHERE entry = ?", entry);
}

void SqliteRows::end_all(SourceNo source, JobKind kind) {
    database_.run("DELETE FROM job WHERE source = ? AND kind = ?", source, number_of(kind));
}

}  // namespace newsbus::store
