#include "store/sqlite/source_row.h"

#include "store/push.h"

namespace newsbus::store {

std::string prints_to_bytes(const std::vector<std::uint64_t>& known) {
    std::string bytes;
    bytes.reserve(known.size() * 8);
    for (std::uint64_t print : known)
        for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(print >> shift);
    return bytes;
}

std::vector<std::uint64_t> prints_from_bytes(std::string_view bytes) {
    std::vector<std::uint64_t> known(bytes.size() / 8);
    for (std::size_t i = 0; i < known.size(); ++i)
        for (std::size_t byte = 0; byte < 8; ++byte)
            known[i] |= std::uint64_t{static_cast<unsigned char>(bytes[i * 8 + byte])} << (8 * byte);
    return known;
}

std::string stored_publisher(Database& database) {
    Query row =
        database.query("SELECT value FROM meta WHERE key IN ('configured_publisher', 'publisher') ORDER BY key");
    return row.next() ? row.text(0) : "";
}

namespace {

/// Of a row that begins with these columns: url, etag, last_modified, health, reason, since, last_success,
/// last_attempt, last_status, failures, gone_count, polls, articles, moved_to, moved_count, rhythm, known, hint_least,
/// hint_skip, rests_until, moving_dates, fresh_for, overtaken, validators_from, push_stage, push.
SourceState state_of(const Query& row) {
    SourceState state;
    state.url = row.text(0);
    state.validators = {row.text(1), row.text(2), row.text(23)};
    state.health = static_cast<Health>(row.small(3));
    state.reason = row.text(4);
    state.since = row.maybe_time(5);
    state.last_success = row.maybe_time(6);
    state.last_attempt = row.maybe_time(7);
    state.last_status = row.small(8);
    state.failures = row.small(9);
    state.gone_count = row.small(10);
    state.polls = row.integer(11);
    state.articles = row.integer(12);
    state.moved_to = row.text(13);
    state.moved_count = row.small(14);
    state.rhythm = Duration(row.integer(15));
    state.known = prints_from_bytes(row.bytes(16));
    state.hints = {Duration(row.integer(17)), static_cast<std::uint32_t>(row.integer(18) & 0xFFFFFF),
                   static_cast<std::uint32_t>(row.integer(18) >> 24 & 0x7F)};
    state.rests_until = row.maybe_time(19);
    state.moving_dates = row.small(20);
    if (!row.is_null(21)) state.fresh_for = Duration(row.integer(21));
    state.overtaken = row.integer(22) != 0;
    state.push = parse_push(row.small(24), row.text(25));
    return state;
}

}  // namespace

SourceState read_state(Database& database, std::int64_t source) {
    Query row = database.query(
        "SELECT url, etag, last_modified, health, reason, since, last_success, last_attempt, last_status, failures,"
        " gone_count, polls, articles, moved_to, moved_count, rhythm, known, hint_least, hint_skip, rests_until,"
        " moving_dates, fresh_for, overtaken, validators_from, push_stage, push FROM source WHERE no = ?",
        source);
    return row.next() ? state_of(row) : SourceState();
}

void write_state(Database& database, std::int64_t source, const SourceState& state) {
    std::string known = prints_to_bytes(state.known);
    std::int64_t skip = std::int64_t{state.hints.skip_days} << 24 | state.hints.skip_hours;
    database.run(
        "UPDATE source SET url=?, etag=?, last_modified=?, health=?, reason=?, since=?, last_success=?, last_attempt=?,"
        "last_status=?, failures=?, gone_count=?, polls=?, moved_to=?, moved_count=?, rhythm=?, known=?, hint_least=?,"
        "hint_skip=?, rests_until=?, moving_dates=?, fresh_for=?, overtaken=?,"
        "validators_from=? WHERE no=?",
        state.url, state.validators.etag, state.validators.last_modified, static_cast<int>(state.health), state.reason,
        state.since, state.last_success, state.last_attempt, state.last_status, state.failures, state.gone_count,
        state.polls, state.moved_to, state.moved_count, state.rhythm, Blob{known}, state.hints.least.count(), skip,
        state.rests_until, state.moving_dates, state.fresh_for, state.overtaken ? 1 : 0, state.validators.from, source);
}

Push read_push(Database& database, std::int64_t source) {
    Query row = database.query("SELECT push_stage, push FROM source WHERE no = ?", source);
    return row.next() ? parse_push(row.small(0), row.text(1)) : Push();
}

void write_push(Database& database, std::int64_t source, const Push& push) {
    database.run("UPDATE source SET push_stage = ?, push = ? WHERE no = ?", static_cast<int>(push.stage),
                 serialized(push), source);
}

std::vector<Subscription> subscriptions_of(Database& database) {
    std::vector<Subscription> all;
    Query row = database.query("SELECT id, push_stage, push FROM source WHERE push_stage <> 0");
    while (row.next()) all.push_back({row.text(0), parse_push(row.small(1), row.text(2))});
    return all;
}

std::array<std::size_t, push_stage_count> count_subscriptions(Database& database) {
    std::array<std::size_t, push_stage_count> counts{};
    Query row = database.query("SELECT push_stage, count(*) FROM source WHERE push_stage <> 0 GROUP BY push_stage");
    while (row.next()) counts.at(static_cast<std::size_t>(row.small(0))) = static_cast<std::size_t>(row.integer(1));
    return counts;
}

namespace {

// `known`, the one large column, is not read.
std::vector<SourceStatus> source_statuses(Database& database, Health least, int weight, std::int64_t limit) {
    std::vector<SourceStatus> all;
    Query row = database.query(
        "SELECT s.url, etag, last_modified, health, reason, s.since, last_success, last_attempt, last_status, failures,"
        " gone_count, polls, articles, moved_to, moved_count, rhythm, x'', hint_least, hint_skip, rests_until,"
        " moving_dates, fresh_for, overtaken, validators_from, push_stage, push, s.id, name, j.due,"
        " (SELECT count(*) FROM job WHERE source = s.no AND kind = ?), newest_article, r.host, r.since, r.until, r.why"
        " FROM source s LEFT JOIN job j ON j.source = s.no AND j.kind = ? LEFT JOIN rest r ON r.host = j.host"
        " WHERE active AND health >= ? ORDER BY failures * ? DESC, s.id LIMIT ?",
        static_cast<int>(JobKind::page), static_cast<int>(JobKind::poll), static_cast<int>(least), weight, limit);
    while (row.next()) {
        SourceStatus status{row.text(26),
                            row.text(27),
                            state_of(row),
                            row.maybe_time(28),
                            static_cast<std::size_t>(row.integer(29)),
                            std::nullopt,
                            row.maybe_time(30)};
        if (!row.is_null(31)) status.host_rests = Rest{row.text(31), row.time(32), row.time(33), row.text(34)};
        all.push_back(std::move(status));
    }
    return all;
}

}  // namespace

std::vector<SourceStatus> source_statuses(Database& database) {
    return source_statuses(database, Health::unknown, 0, -1);
}

std::vector<SourceStatus> worst_sources(Database& database, std::size_t most) {
    return source_statuses(database, Health::failing, 1, static_cast<std::int64_t>(most));
}

Census census_of(Database& database) {
    Census census{};
    Query row = database.query("SELECT health, count(*) FROM source WHERE active GROUP BY health");
    while (row.next()) census.at(static_cast<std::size_t>(row.small(0))) = static_cast<std::size_t>(row.integer(1));
    return census;
}

}  // namespace newsbus::store
