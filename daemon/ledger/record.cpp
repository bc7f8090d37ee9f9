#include "ledger/record.h"

#include "ledger/entries.h"
#include "ledger/jobs.h"
#include "ledger/notes.h"
#include "ledger/pushes.h"
#include "ledger/retention.h"

#include <cassert>

namespace newsbus::ledger {
namespace {

// Complete entries first: when the answer has an entry twice, once complete and once as one that wants its page, the
// complete one counts.
void record_entries(Entries& entries, const Outcome& outcome, const JobRow& job) {
    for (const Entry& entry : outcome.entries) {
        if (becomes_job(entry.intent)) continue;
        if (job.kind == JobKind::page && &entry == outcome.entries.data())
            entries.take_page(entry, job.entry);
        else
            entries.take(entry);
    }
    for (const Entry& entry : outcome.entries)
        if (becomes_job(entry.intent)) entries.take(entry);
}

void record_notes(Transaction& rows, const Entries& entries, const Outcome& outcome, SourceNo source) {
    for (const Note& note : outcome.notes) {
        NoteRow row;
        row.source = source;
        row.identifier = note.identifier;
        row.id = entries.lasting_id(note.id);
        row.what = note.what;
        row.time = outcome.now;
        write_note(rows, std::move(row));
    }
}

std::size_t messages_of(const Receipt& receipt) {
    return static_cast<std::size_t>(receipt.published + receipt.updated + receipt.backfill);
}

void count_articles(Transaction& rows, const Outcome& outcome, SourceNo source, const Receipt& receipt) {
    const int messages = static_cast<int>(messages_of(receipt));
    if (messages == 0) return;
    std::optional<TimePoint> newest;
    if (receipt.published > 0) newest = outcome.now;
    rows.count_articles(source, messages, newest);
}

/// What a poll means for the subscription of its source.
void record_push(Transaction& rows, const Outcome& outcome, SourceNo source) {
    if (outcome.pushed) note_push(rows, source, outcome.now);
    if (outcome.hub) note_offer(rows, source, *outcome.hub, outcome.now);
    if (outcome.state && outcome.state->health == Health::gone) end_push(rows, source, outcome.now);
}

}  // namespace

Receipt record(Transaction& rows, const Outcome& outcome, const Policy& policy) {
    Receipt receipt;
    const std::optional<JobRow> job = rows.job(outcome.job);
    receipt.obsolete = !job;
    if (!job) return receipt;
    const Seq before = rows.log_size().last;
    assert(!outcome.more || (!outcome.state && outcome.events.empty() && outcome.parts.empty()));
    // Before the entries: they may make page jobs, and end the page job of an entry that is now complete.
    if (outcome.lease) {
        finish_lease(rows, outcome, *job);
    } else if (!outcome.more) {
        const bool asks = outcome.wants_robots && job->kind != JobKind::robots;
        finish_job(rows, outcome, *job, asks ? queue_robots(rows, job->source, job->place, outcome.now) : TimePoint());
    }

    for (const message::SourceEvent& event : outcome.events)
        rows.append(message::addressed(event, job->source_id, policy.addressing, outcome.now));
    Entries entries(rows, policy, {job->source, job->source_id, outcome.now, outcome.met.get()}, receipt);
    record_entries(entries, outcome, *job);
    if (outcome.rest) rows.add_rest(*outcome.rest);
    for (const PartJob& part : outcome.parts) queue_part(rows, job->source, part, outcome.now);
    record_notes(rows, entries, outcome, job->source);
    if (outcome.more) receipt.met = entries.met();
    if (outcome.state) {
        SourceState state = *outcome.state;
        state.moving_dates += receipt.moving_dates;
        rows.save_state(job->source, state);
    }
    if (!outcome.more) record_push(rows, outcome, job->source);
    if (job->kind == JobKind::page) remember_site(rows, job->place.host, outcome.site_memory, outcome.now);
    if (job->kind == JobKind::robots) remember_robots(rows, robots_key(job->place.url), outcome.robots, outcome.now);

    count_articles(rows, outcome, job->source, receipt);
    const Seq last = rows.log_size().last;
    assert(last - before == outcome.events.size() + messages_of(receipt));  // each message is counted once
    if (last > before) receipt.first = before + 1, receipt.last = last;
    return receipt;
}

}  // namespace newsbus::ledger
