#include "store/sqlite_store.h"

#include "store/draft.h"
#include "store/memory.h"
#include "store/notes.h"
#include "store/source_row.h"

#include <algorithm>

namespace newsbus::store {
namespace {

using namespace std::chrono_literals;

constexpr Duration longest_wait = 32 * 24h;      // the longest Retry-After that is honoured, and a day
constexpr Duration longest_page_wait = 2 * 24h;  // pages are tried again within minutes
constexpr Duration clock_step = 1min;            // smaller steps back are left alone
constexpr int checkpoint_idle = 1000;            // pages of the write-ahead log

int slots_left(const HostSlots& slots, std::string_view host) {
    auto known = slots.left.find(host);
    return known == slots.left.end() ? slots.per_host : known->second;
}

struct Candidate {
    TimePoint due;
    std::int64_t job;
    bool operator<(const Candidate& other) const { return std::tie(due, job) < std::tie(other.due, other.job); }
};

// The earliest due jobs, no more on a host than it has slots. Hosts come in the order of their first free job, so the
// walk ends with the first host whose jobs are all later than `limit` found ones; hosts without a slot cost one row.
std::vector<Candidate> due_jobs(Database& database, TimePoint now, std::size_t limit, const HostSlots& slots) {
    std::vector<Candidate> found;
    if (limit == 0) return found;
    Query host = database.query("SELECT name, due FROM host WHERE due <= ? ORDER BY due", now);
    while (host.next()) {
        if (found.size() >= limit && found[limit - 1].due <= host.time(1)) break;
        int left = slots_left(slots, host.bytes(0));
        if (left <= 0) continue;
        Query job = database.query(
            "SELECT due, id FROM job WHERE host = ? AND leased IS NULL AND due <= ? ORDER BY due LIMIT ?",
            host.bytes(0), now, left);
        while (job.next()) found.push_back({job.time(0), job.integer(1)});
        std::sort(found.begin(), found.end());
    }
    if (found.size() > limit) found.resize(limit);
    return found;
}

}  // namespace

// Deadlines were set by a clock that may have been wrong. What lies further ahead than anybody asked for is due now; so
// is what was set later than it is now.
void SqliteStore::pull_in(TimePoint now) {
    database_.run("UPDATE job SET due = ? WHERE due > ? + iif(kind = 0, ?, ?)", now, now, longest_wait,
                  longest_page_wait);
    database_.run(
        "UPDATE job SET due = ? WHERE due > ? AND kind = 0 AND source IN (SELECT no FROM source WHERE last_attempt > "
        "?)",
        now, now, now + clock_step);
}

// The job as it is handed out, or nothing when its draft cannot be read any more.
std::optional<Job> SqliteStore::taken(std::int64_t id) {
    Job job;
    std::int64_t source = 0;
    std::optional<Result<Entry>> draft;
    {
        Query row = database_.query(
            "SELECT j.source, j.kind, s.id, j.url, j.host, j.due, j.attempt, j.crashes, j.draft FROM job j"
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
               .first = false,
               .draft = {},
               .site_memory = {}};
        if (job.kind == JobKind::page) draft = parse_draft(row.bytes(8));
        if (job.kind == JobKind::part) job.first = row.bytes(8) == "1";
    }
    if (draft && !*draft) {
        write_note(database_, {source, job.url, ""}, draft->error().what, latest_);
        forget_page(id, source);
        return std::nullopt;
    }
    job.state = read_state(database_, source);
    if (draft) job.draft = std::move(**draft);
    if (job.kind == JobKind::page) job.site_memory = recall_site(database_, job.host);
    return job;
}

std::vector<Job> SqliteStore::lease(TimePoint now, std::size_t limit, const HostSlots& slots) {
    std::vector<Candidate> due = due_jobs(database_, now, limit, slots);
    std::vector<Job> jobs;
    if (due.empty()) return jobs;
    Transaction transaction(database_, Durability::relaxed);
    for (const Candidate& candidate : due) {
        database_.run("UPDATE job SET leased = ? WHERE id = ?", now, candidate.job);
        if (auto job = taken(candidate.job)) jobs.push_back(std::move(*job));
    }
    transaction.commit();
    return jobs;
}

Result<std::vector<Job>> SqliteStore::claim(TimePoint now, std::size_t limit, const HostSlots& slots) {
    return guarded([&] {
        checkpoint(checkpoint_idle);
        if (now + clock_step < latest_) {
            Transaction transaction(database_, Durability::relaxed);
            pull_in(now);
            transaction.commit();
            latest_ = now;
        }
        latest_ = std::max(latest_, now);
        return lease(now, limit, slots);
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
        Transaction transaction(database_, Durability::relaxed);
        for (std::int64_t job : jobs) database_.run("UPDATE job SET leased = NULL WHERE id = ?", job);
        transaction.commit();
    });
}

}  // namespace newsbus::store
