#include "store/sqlite/sqlite_store.h"

#include "ledger/deadlines.h"
#include "ledger/jobs.h"
#include "ledger/notes.h"
#include "store/draft.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/source_row.h"

#include <algorithm>
#include <utility>

#include <cassert>

namespace newsbus::store {
namespace {

constexpr int checkpoint_idle = 1000;  // pages of the write-ahead log

int slots_left(const HostSlots& slots, std::string_view host) {
    auto known = slots.left.find(host);
    return known == slots.left.end() ? slots.per_host : known->second;
}

struct Candidate {
    TimePoint due;
    std::int64_t job;
    bool operator<(const Candidate& other) const { return std::tie(due, job) < std::tie(other.due, other.job); }
};

// The due jobs that a host has slots for: first its robots.txt, which others wait for, then its polls. Behind pages
// that wait, of whatever source, they would come hours late. `robots`: some host has a robots.txt to be asked for.
void add_due(Database& database, std::string_view name, TimePoint now, int left, bool robots,
             std::vector<Candidate>& found) {
    static_assert(static_cast<int>(JobKind::robots) == 3);  // as the index job_robots_free has it
    static_assert(static_cast<int>(JobKind::poll) == 0);    // as the index job_poll has it
    for (std::string_view sql :
         {"SELECT due, id FROM job WHERE host = ? AND leased IS NULL AND kind = 3 AND due <= ? ORDER BY due LIMIT ?",
          "SELECT due, id FROM job WHERE host = ? AND leased IS NULL AND kind = 0 AND due <= ? ORDER BY due LIMIT ?",
          "SELECT due, id FROM job WHERE host = ? AND leased IS NULL AND kind <> 0 AND kind <> 3 AND due <= ?"
          " ORDER BY due LIMIT ?"}) {
        if (left <= 0) return;
        if (!std::exchange(robots, true)) continue;
        Query job = database.query(sql, name, now, left);
        for (; job.next(); --left) found.push_back({job.time(0), job.integer(1)});
    }
}

// The earliest due jobs, no more on a host than it has slots. Hosts come in the order of their first free job, so the
// walk ends with the first host whose jobs are all later than `limit` found ones; hosts without a slot cost one row.
std::vector<Candidate> due_jobs(Database& database, TimePoint now, std::size_t limit, const HostSlots& slots) {
    std::vector<Candidate> found;
    if (limit == 0) return found;
    const bool robots = database.number("SELECT EXISTS(SELECT 1 FROM job WHERE leased IS NULL AND kind = 3)") != 0;
    Query host = database.query("SELECT name, due FROM host WHERE due <= ? ORDER BY due", now);
    while (host.next()) {
        if (found.size() >= limit && found[limit - 1].due <= host.time(1)) break;
        int left = slots_left(slots, host.bytes(0));
        if (left <= 0) continue;
        add_due(database, host.bytes(0), now, left, robots, found);
        std::sort(found.begin(), found.end());
    }
    if (found.size() > limit) found.resize(limit);
    return found;
}

}  // namespace

// Deadlines were set by a clock that may have been wrong. What lies further ahead than anybody asked for is due now.
// Of a source that was asked later than it is now, the clock was set back meanwhile: its deadlines move with it.
void SqliteStore::pull_in(TimePoint now) {
    for (JobKind kind : {JobKind::poll, JobKind::page, JobKind::part, JobKind::robots, JobKind::lease})
        database_.run("UPDATE job SET due = ? WHERE kind = ? AND due > ?", now, static_cast<int>(kind),
                      now + ledger::longest_wait(kind));
    const TimePoint step = now + ledger::clock_step;
    database_.run(
        "UPDATE job SET due = ?1 + max(0, due - s.last_attempt) FROM source s"
        " WHERE s.no = job.source AND s.last_attempt > ?2 AND due > ?1 AND kind = ?3",
        now, step, static_cast<int>(JobKind::poll));
    database_.run(
        "UPDATE source SET rests_until = rests_until - last_attempt + ?1, last_success = min(last_success, ?1),"
        " last_attempt = ?1 WHERE last_attempt > ?2",
        now, step);
    database_.run("UPDATE rest SET until = ?1 + until - since, since = ?1 WHERE since > ?2", now, step);
    database_.run(
        "UPDATE job SET due = ? WHERE due > ? AND kind = ? AND source IN (SELECT no FROM source WHERE last_attempt IS "
        "NULL)",
        now, now + ledger::longest_first_wait, static_cast<int>(JobKind::poll));
}

// Everything that says when something may be done, or when it was done last.
void SqliteStore::move_deadlines(Duration by) {
    database_.run("UPDATE job SET due = due + ?", by);
    database_.run("UPDATE rest SET until = until + ?1, since = since + ?1", by);
    database_.run(
        "UPDATE source SET rests_until = rests_until + ?1, last_attempt = last_attempt + ?1,"
        " last_success = last_success + ?1",
        by);
}

// Moves the deadlines by as much as the clock was set since they were right.
void SqliteStore::settle_clock() {
    if (!options_.boot || options_.boot->run().empty()) return;
    const ledger::ClockAnchor present = ledger::present_anchor(*options_.boot);
    const Duration by = ledger::clock_set_by(anchor_, present);
    if (by != Duration(0)) move_deadlines(by);
    database_.run("INSERT INTO meta VALUES('clock_run', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                  present.run);
    database_.run("INSERT INTO meta VALUES('clock_start', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                  present.start);
    anchor_ = present;
}

// A draft that cannot be read any more: its entry is to be brought again.
void SqliteStore::set_aside(const ledger::PageRow& page, ledger::SourceNo source, const std::string& url,
                            const Error& why) {
    SqliteRows rows(database_);
    ledger::NoteRow note;
    note.source = source;
    note.identifier = url;
    note.what = why.what;
    note.time = latest_;
    ledger::write_note(rows, std::move(note));
    ledger::give_up_page(rows, source, page);
}

// What is kept under that key; "" when nothing is.
std::string SqliteStore::memory(ledger::MemoryKind kind, std::string_view key) {
    Query row = database_.query("SELECT value FROM memory WHERE kind = ? AND key = ?", ledger::name_of(kind), key);
    return row.next() ? row.text(0) : std::string();
}

// The job as it is handed out, or nothing when its draft cannot be read any more.
std::optional<Job> SqliteStore::taken(std::int64_t id) {
    Job job;
    ledger::SourceNo source = 0;
    ledger::SeenNo entry = 0;
    std::optional<Result<Entry>> draft;
    {
        Query row = database_.query(
            "SELECT j.source, j.kind, s.id, j.url, j.host, j.due, j.attempt, j.crashes, j.draft, j.first, j.entry FROM "
            "job j"
            " JOIN source s ON s.no = j.source WHERE j.id = ?",
            id);
        if (!row.next()) return std::nullopt;
        source = row.integer(0);
        job = {.id = id,
               .kind = static_cast<JobKind>(row.small(1)),
               .source = row.text(2),
               .url = row.text(3),
               .host = row.text(4),
               .due = row.time(5),
               .attempt = row.small(6),
               .crashes = row.small(7),
               .state = {},
               .first = row.small(9) != 0,
               .draft = {},
               .site_memory = {},
               .robots = {}};
        if (job.kind == JobKind::page) draft = parse_draft(row.bytes(8));
        entry = row.integer(10);
    }
    if (draft && !*draft) {
        set_aside({id, entry}, source, job.url, draft->error());
        return std::nullopt;
    }
    job.state = read_state(database_, source);
    if (draft) job.draft = std::move(**draft);
    if (job.kind == JobKind::page) job.site_memory = memory(ledger::MemoryKind::site, job.host);
    if (knows_robots_ && !job.host.empty())
        job.robots = memory(ledger::MemoryKind::robots, ledger::robots_key(job.url));
    return job;
}

std::vector<Job> SqliteStore::lease(TimePoint now, std::size_t limit, const HostSlots& slots) {
    std::vector<Candidate> due = due_jobs(database_, now, limit, slots);
    std::vector<Job> jobs;
    if (due.empty()) return jobs;
    SqlTransaction transaction(database_, Durability::relaxed);
    for (const Candidate& candidate : due) {
        [[maybe_unused]] const int leased = database_.run("UPDATE job SET leased = ? WHERE id = ?", now, candidate.job);
        assert(leased == 1);
        if (auto job = taken(candidate.job)) jobs.push_back(std::move(*job));
    }
    transaction.commit();
    return jobs;
}

bool SqliteStore::was_clock_set() const {
    return options_.boot && ledger::clock_set_by(anchor_, ledger::present_anchor(*options_.boot)) != Duration(0);
}

Result<std::vector<Job>> SqliteStore::claim(TimePoint now, std::size_t limit, const HostSlots& slots) {
    return guarded([&] {
        if (options_.boot) now = options_.boot->now();  // the clock may have been set since this was asked for
        checkpoint(checkpoint_idle);
        if (now + ledger::clock_step < latest_ || was_clock_set()) {
            SqlTransaction transaction(database_, Durability::relaxed);
            settle_clock();
            pull_in(now);
            transaction.commit();
            latest_ = now;
        }
        latest_ = std::max(latest_, now);
        return lease(now, limit, slots);
    });
}

Result<std::optional<Job>> SqliteStore::claim_poll(std::string_view id) {
    return guarded([&]() -> std::optional<Job> {
        SqlTransaction transaction(database_, Durability::relaxed);
        SqliteRows rows(database_);
        const auto source = rows.source(id);
        const auto poll = source ? rows.poll(source->no) : std::nullopt;
        if (!poll || poll->leased) return std::nullopt;
        database_.run("UPDATE job SET leased = ? WHERE id = ?", latest_, poll->job);
        std::optional<Job> job = taken(poll->job);
        transaction.commit();
        return job;
    });
}

Result<std::optional<TimePoint>> SqliteStore::next_due(const HostSlots& slots) {
    return guarded([&]() -> std::optional<TimePoint> {
        Query host = database_.query("SELECT name, due FROM host ORDER BY due");
        while (host.next())
            if (slots_left(slots, host.bytes(0)) > 0) return host.time(1);
        return std::nullopt;
    });
}

Result<void> SqliteStore::release(std::span<const std::int64_t> jobs) {
    return guarded([&] {
        SqlTransaction transaction(database_, Durability::relaxed);
        for (std::int64_t job : jobs) database_.run("UPDATE job SET leased = NULL WHERE id = ?", job);
        transaction.commit();
    });
}

}  // namespace newsbus::store
