#include "store/sqlite/rows.h"

#include "store/sqlite/source_row.h"

namespace newsbus::store {

using namespace ledger;

namespace {

/// Of a row with these columns: no, id, name, configured_url, active, health, polls, last_attempt, rests_until,
/// push_stage.
SourceRow source_of(const Query& row) {
    return {.no = row.integer(0),
            .id = row.text(1),
            .name = row.text(2),
            .configured_url = row.text(3),
            .active = row.small(4) != 0,
            .health = static_cast<Health>(row.small(5)),
            .polls = row.integer(6),
            .last_attempt = row.maybe_time(7),
            .rests_until = row.maybe_time(8),
            .push = static_cast<PushStage>(row.small(9))};
}

}  // namespace

std::optional<SourceRow> SqliteRows::source(std::string_view id) {
    Query row = database_.query(
        "SELECT no, id, name, configured_url, active, health, polls, last_attempt, rests_until, push_stage FROM "
        "source WHERE id = ?",
        id);
    if (!row.next()) return std::nullopt;
    return source_of(row);
}

std::vector<SourceRow> SqliteRows::active_sources() {
    std::vector<SourceRow> sources;
    Query row = database_.query(
        "SELECT no, id, name, configured_url, active, health, polls, last_attempt, rests_until, push_stage FROM "
        "source WHERE active ORDER BY id");
    while (row.next()) sources.push_back(source_of(row));
    return sources;
}

std::vector<SourceRow> SqliteRows::all_sources() {
    std::vector<SourceRow> sources;
    Query row = database_.query(
        "SELECT no, id, name, configured_url, active, health, polls, last_attempt, rests_until, push_stage FROM "
        "source ORDER BY id");
    while (row.next()) sources.push_back(source_of(row));
    return sources;
}

SourceState SqliteRows::state(SourceNo no) {
    return read_state(database_, no);
}

void SqliteRows::save_state(SourceNo no, const SourceState& state) {
    write_state(database_, no, state);
}

Push SqliteRows::push(SourceNo no) {
    return read_push(database_, no);
}

void SqliteRows::save_push(SourceNo no, const Push& push) {
    write_push(database_, no, push);
}

SourceNo SqliteRows::add_source(std::string_view id, std::string_view url) {
    database_.run("INSERT INTO source(id, active, configured_url, url) VALUES(?, 1, ?, ?)", id, url, url);
    return database_.last_row();
}

void SqliteRows::rename_source(SourceNo no, std::string_view id) {
    database_.run("UPDATE source SET id = ? WHERE no = ?", id, no);
}

void SqliteRows::set_active(SourceNo no, bool active) {
    database_.run("UPDATE source SET active = ? WHERE no = ?", active, no);
}

void SqliteRows::set_configured_url(SourceNo no, std::string_view url) {
    database_.run("UPDATE source SET configured_url = ? WHERE no = ?", url, no);
}

void SqliteRows::set_source_name(SourceNo no, std::string_view name) {
    database_.run("UPDATE source SET name = ? WHERE no = ?", name, no);
}

void SqliteRows::forget_source(SourceNo no) {
    database_.run("DELETE FROM note WHERE source = ?", no);
    database_.run("DELETE FROM remembered WHERE source = ?", no);
    database_.run("DELETE FROM waiting WHERE source = ?", no);
    database_.run("DELETE FROM source WHERE no = ?", no);
}

void SqliteRows::forget_answer(SourceNo no) {
    database_.run("UPDATE source SET known = x'', etag = '', last_modified = '', validators_from = '' WHERE no = ?",
                  no);
}

void SqliteRows::count_articles(SourceNo no, int messages, std::optional<TimePoint> newest) {
    database_.run("UPDATE source SET articles = articles + ? WHERE no = ?", messages, no);
    if (newest) database_.run("UPDATE source SET newest_article = ? WHERE no = ?", *newest, no);
}

}  // namespace newsbus::store
