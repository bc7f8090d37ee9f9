#include "store/entries.h"
#include "store/memory.h"
#include "store/notes.h"
#include "store/source_row.h"
#include "store/sqlite_store.h"

namespace newsbus::store {
namespace {

constexpr int checkpoint_overdue = 8000;  // pages: claims usually keep the write-ahead log far below

struct JobRow {
    std::int64_t source = 0;
    std::string source_id;
    JobKind kind = JobKind::poll;
    std::string url;
    std::int64_t entry = 0;
    bool again = false;
    std::string host;
};

std::optional<JobRow> load_job(Database& database, const Outcome& outcome) {
    Query row = database.query(
        "SELECT j.source, s.id, j.kind, j.url, j.entry, j.again, j.host FROM job j JOIN source s ON s.no = j.source"
        " WHERE j.id = ?",
        outcome.job);
    if (!row.next()) return std::nullopt;
    return JobRow{row.integer(0),    row.text(1), static_cast<JobKind>(row.small(2)), row.text(3), row.integer(4),
                  row.small(5) != 0, row.text(6)};
}

// The job is visited again at `due`, or done. A page whose draft was replaced meanwhile is not: what was fetched for
// the old one is told, and the new one wants its own visit.
void finish_job(Database& database, const Outcome& outcome, const JobRow& job) {
    if (outcome.due) {
        database.run("UPDATE job SET leased = NULL, due = ?, attempt = ?, crashes = 0, again = 0 WHERE id = ?",
                     *outcome.due, outcome.attempt, outcome.job);
    } else if (job.again) {
        database.run("UPDATE job SET leased = NULL, due = ?, attempt = 0, crashes = 0, again = 0 WHERE id = ?",
                     outcome.now, outcome.job);
    } else {
        database.run("DELETE FROM job WHERE id = ?", outcome.job);
    }
    if (job.kind == JobKind::poll && outcome.state && outcome.state->url != job.url)
        database.run("UPDATE job SET url = ?, host = ? WHERE id = ?", outcome.state->url, host_of(outcome.state->url),
                     outcome.job);
}

// One that waits already is due at once; one that is out is visited again: what was fetched may be older.
void queue_part(Database& database, std::int64_t source, const PartJob& part, TimePoint now) {
    int kind = static_cast<int>(JobKind::part);
    if (database.run("UPDATE job SET due = min(due, ?), again = (leased IS NOT NULL) WHERE source = ? AND kind = ? AND"
                     " url = ?",
                     now, source, kind, part.url) > 0)
        return;
    database.run("INSERT INTO job(source, kind, url, host, due, draft) VALUES(?, ?, ?, ?, ?, ?)", source, kind,
                 part.url, host_of(part.url), now, Blob{part.first ? "1" : ""});
}

}  // namespace

Receipt SqliteStore::commit_one(const Outcome& outcome, Log& log) {
    Receipt receipt;
    std::optional<JobRow> found = load_job(database_, outcome);
    receipt.obsolete = !found;
    if (!found) return receipt;
    const JobRow& job = *found;
    Seq before = log.last();
    if (outcome.state) write_state(database_, job.source, *outcome.state);
    // Before the entries: they may make page jobs, and end the page job of an entry that is now complete.
    finish_job(database_, outcome, job);

    for (const message::SourceEvent& event : outcome.events)
        log.append(message::addressed(event, job.source_id, policy_.addressing, outcome.now));
    Entries entries(database_, log, policy_, {job.source, job.source_id, outcome.now}, receipt);
    // Complete ones first: what stands in the answer both complete and as one that wants its page is complete.
    for (const Entry& entry : outcome.entries) {
        if (becomes_job(entry.intent)) continue;
        if (job.kind == JobKind::page && &entry == outcome.entries.data())
            entries.take_page(entry, job.entry);
        else
            entries.take(entry);
    }
    for (const Entry& entry : outcome.entries)
        if (becomes_job(entry.intent)) entries.queue(entry);
    for (const PartJob& part : outcome.parts) queue_part(database_, job.source, part, outcome.now);
    for (const Note& note : outcome.notes)
        write_note(database_, {job.source, note.identifier, entries.lasting_id(note.id)}, note.what, outcome.now);

    if (job.kind == JobKind::page && !outcome.site_memory.empty())
        remember_site(database_, job.host, outcome.site_memory, outcome.now);

    if (int told = receipt.published + receipt.updated + receipt.backfill; told > 0)
        database_.run("UPDATE source SET articles = articles + ? WHERE no = ?", told, job.source);
    if (receipt.published > 0)
        database_.run("UPDATE source SET newest_article = ? WHERE no = ?", outcome.now, job.source);
    if (log.last() > before) receipt.first = before + 1, receipt.last = log.last();
    return receipt;
}

// What the disk does to one it does to all: that is thrown on. What an Outcome does to itself it keeps to itself.
Result<Receipt> SqliteStore::commit_alone(const Outcome& outcome, Log& log) {
    Log::Mark mark = log.mark();
    Savepoint part(database_);
    try {
        Receipt receipt = commit_one(outcome, log);
        part.keep();
        return receipt;
    } catch (const Failure& failure) {
        if (failure.error().code == Errc::store) throw;
        log.reset(mark);
        return failure.error();
    }
}

Result<std::vector<Result<Receipt>>> SqliteStore::commit(std::span<const Outcome> outcomes) {
    return guarded([&] {
        checkpoint(checkpoint_overdue);
        std::vector<Result<Receipt>> receipts;
        Transaction transaction(database_, Durability::full);
        Log log(database_);
        for (const Outcome& outcome : outcomes) receipts.push_back(commit_alone(outcome, log));
        log.save();
        transaction.commit();
        epoch_file_.mark(log.last());
        return receipts;
    });
}

}  // namespace newsbus::store
