#include "ledger/retention.h"

#include "ledger/deadlines.h"
#include "ledger/notes.h"
#include "ledger/traffic.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace newsbus::ledger {
namespace {

using namespace std::chrono_literals;

// What one call does at most.
constexpr std::size_t messages_a_call = 1000, entries_a_call = 1000, notes_a_call = 1000;

constexpr std::size_t most_notes = 500'000;  // kept: about 100 MB

// How long an entry is remembered that left its feed: forgetting too early announces it as new when it comes back.
constexpr Duration remembered = 90 * 24h;

constexpr std::size_t forgotten_at_once = 200;  // so that a full table is not counted and sorted for every new key

/// What is kept of one kind.
struct MemoryBound {
    MemoryKind kind;
    std::size_t keys, bytes;  ///< `bytes` of one value
};
constexpr MemoryBound sites{MemoryKind::site, 4000, 16 << 10}, robots{MemoryKind::robots, 10'000, 64 << 10};

void remember(LogRows& rows, const MemoryBound& bound, std::string_view key, std::string_view value, TimePoint now) {
    if (value.empty() || value.size() > bound.bytes) return;
    if (rows.update_memory(bound.kind, key, value, now)) return;
    if (rows.memories(bound.kind) >= bound.keys) rows.drop_memories(bound.kind, forgotten_at_once);
    rows.add_memory(bound.kind, key, value, now);
}

/// The messages to drop now, at the old end of the log.
struct Lot {
    Seq first = 0, last = 0;
    std::size_t count = 0;
    bool news = false;            ///< there is more in it than announcements of earlier lots
    std::int64_t bytes_left = 0;  ///< of the log
};

// Trimming begins a thirtieth past the limit and then goes down to the limit, so that a log that grows steadily is
// trimmed in lots and not message by message.
Lot lot_of(Transaction& rows, const Retention& retention, bool begun, std::string_view announcements, TimePoint now) {
    const auto most = static_cast<std::int64_t>(std::min<std::uint64_t>(retention.bytes, INT64_MAX));
    const TimePoint young = now - retention.age;
    Lot lot;
    lot.bytes_left = rows.log_size().bytes;
    for (const OldMessage& message : rows.old_messages(messages_a_call, announcements)) {
        begun = begun || message.time < young - retention.age / 30 || lot.bytes_left > most;
        if (!begun || (message.time >= young && lot.bytes_left <= most - most / 30)) break;
        assert(message.seq > lot.last);  // dropping goes by numbers, so they must ascend
        lot.last = message.seq;
        if (lot.first == 0) lot.first = message.seq;
        lot.news = lot.news || !message.about_log;
        lot.bytes_left -= counted_bytes(message.body_bytes);
        ++lot.count;
    }
    return lot;
}

// A lot is announced when it ends, as one range, over as many calls as it took. A range of nothing but such
// announcements is left to the next one, or a quiet log would announce its own announcements for ever.
bool trim_log(Transaction& rows, const Retention& retention, const Policy& policy, TimePoint now) {
    const Seq pending = rows.trimmed_from();
    message::LogEvent trimmed{message::LogKind::trimmed, 0, 0};
    const std::string announcements = message::addressed(trimmed, "", policy.addressing, now).topic;
    const Lot lot = lot_of(rows, retention, pending != 0, announcements, now);
    if (lot.count > 0) rows.drop_messages(lot.last, lot.bytes_left);

    trimmed.from = pending == 0 && lot.news ? lot.first : pending;
    const bool more = lot.count == messages_a_call;
    if (trimmed.from != 0 && !more) {
        const Seq oldest = rows.oldest_message();
        trimmed.to = (oldest != 0 ? oldest : rows.log_size().last + 1) - 1;
        rows.append(message::addressed(trimmed, "", policy.addressing, now));
        trimmed.from = 0;
    }
    if (trimmed.from != pending) rows.set_trimmed_from(trimmed.from);
    return more;
}

// Entries that stand in the last answer of their source, or wait for their page, are not forgotten, however long that
// answer has stayed the same. They are fewer than Retention::entries, so each call that is full comes nearer to the
// end.
bool forget(Transaction& rows, std::vector<OldSeen> old, TimePoint now) {
    std::ranges::sort(old, {}, &OldSeen::source);
    SourceNo source = 0;
    std::vector<std::uint64_t> known;
    for (const OldSeen& entry : old) {
        if (entry.source != source) known = rows.state(source = entry.source).known;
        if (entry.waits || std::ranges::binary_search(known, entry.print))
            rows.touch(entry.no, now);
        else
            rows.forget(entry.no);
    }
    return old.size() == entries_a_call;
}

bool trim_seen(Transaction& rows, const Retention& retention, TimePoint now) {
    const bool old = forget(rows, rows.old_seen(now - std::max(remembered, retention.age), entries_a_call), now);
    const bool surplus = forget(rows, rows.surplus_seen(retention.entries, entries_a_call), now);
    return old || surplus;
}

void hold_poll(Transaction& rows, SourceNo source, const std::string& why, TimePoint now) {
    const std::optional<PollRow> poll = rows.poll(source);
    if (!poll || poll->due >= now + poll_hold) return;
    rows.set_due(poll->job, now + poll_hold);  // of one that is under way too: see finish_job()
    NoteRow note;
    note.source = source;
    note.what = "not polled: " + why;
    note.time = now;
    write_note(rows, std::move(note));
}

// What there is to do for the source comes first: each new answer would bring more than is done meanwhile.
void hold_polls(Transaction& rows, const Retention& retention, TimePoint now) {
    for (SourceNo source : rows.sources_with_pages(retention.pages))
        hold_poll(rows, source, std::to_string(retention.pages) + " of its pages and sitemaps wait, or more", now);
    for (SourceNo source : rows.sources_with_drafts(retention.drafts))
        hold_poll(
            rows, source,
            "what its feed says of pages that wait takes " + std::to_string(retention.drafts >> 20) + " MiB, or more",
            now);
    for (SourceNo source : rows.sources_with_entries(retention.entries + retention.entries / 10))
        hold_poll(rows, source, "more than " + std::to_string(retention.entries) + " of its entries are remembered",
                  now);
}

bool trim_notes(Transaction& rows, const Retention& retention, TimePoint now) {
    return rows.drop_notes(now - retention.age, most_notes, notes_a_call) == notes_a_call;
}

}  // namespace

bool trim(Transaction& rows, const Retention& retention, const Policy& policy, TimePoint now) {
    const bool messages = trim_log(rows, retention, policy, now);
    const bool entries = trim_seen(rows, retention, now);
    hold_polls(rows, retention, now);
    rows.end_rests(now);
    const bool notes = trim_notes(rows, retention, now);
    const bool traffic = trim_traffic(rows, now);
    return messages || entries || notes || traffic;
}

void remember_site(LogRows& rows, std::string_view host, std::string_view memory, TimePoint now) {
    remember(rows, sites, host, memory, now);
}

void remember_robots(LogRows& rows, std::string_view origin, std::string_view memory, TimePoint now) {
    remember(rows, robots, origin, memory, now);
}

const char* name_of(MemoryKind kind) {
    switch (kind) {
        case MemoryKind::robots:
            return "robots";
        case MemoryKind::site:
            break;
    }
    return "site";
}

}  // namespace newsbus::ledger
