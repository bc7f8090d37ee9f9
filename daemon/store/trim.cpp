#include "store/notes.h"
#include "store/source_row.h"
#include "store/sqlite_store.h"

#include <algorithm>

namespace newsbus::store {
namespace {

using namespace std::chrono_literals;

// What one call does at most.
constexpr int messages_a_call = 1000, entries_a_call = 200;

// How long an entry is remembered that left its feed: forgetting too early announces it as new when it comes back.
constexpr Duration remembered = 90 * 24h;

}  // namespace

// Drops the oldest messages past age or size. Trimming begins a thirtieth late and then goes down to the limit, so that
// a steady log is trimmed in lots and not message by message. A lot is announced when it ends, as one range; a range of
// nothing but such announcements is left to the next one, or a quiet log would announce its own announcements for ever.
bool SqliteStore::trim_log(TimePoint now, Log& log) {
    const auto pending = static_cast<Seq>(database_.number("SELECT value FROM meta WHERE key = 'trimmed_from'"));
    const std::int64_t announcements = database_.number("SELECT no FROM topic WHERE name = 'source/trimmed/*/'");
    const auto most = static_cast<std::int64_t>(std::min<std::uint64_t>(options_.retention_size, INT64_MAX));
    const TimePoint young = now - options_.retention;
    Log::Mark mark = log.mark();
    bool begun = pending != 0, news = false;
    Seq first = 0, last = 0;
    int count = 0;
    {
        Query row =
            database_.query("SELECT seq, time, topic, length(body) FROM outbox ORDER BY seq LIMIT ?", messages_a_call);
        while (row.next()) {
            begun = begun || row.time(1) < young - options_.retention / 30 || mark.bytes > most;
            if (!begun || (row.time(1) >= young && mark.bytes <= most - most / 30)) break;
            last = static_cast<Seq>(row.integer(0));
            if (first == 0) first = last;
            news = news || row.integer(2) != announcements;
            mark.bytes -= Log::stored_size(row.integer(3));
            ++count;
        }
    }
    if (count > 0) {
        database_.run("DELETE FROM outbox WHERE seq <= ?", last);
        log.reset(mark);
    }
    Seq from = pending == 0 && news ? first : pending;
    const bool more = count == messages_a_call;
    if (from != 0 && !more) {
        auto oldest = static_cast<Seq>(database_.number("SELECT min(seq) FROM outbox"));
        message::LogEvent trimmed{message::LogKind::trimmed, from, (oldest != 0 ? oldest : log.last() + 1) - 1};
        log.append(message::addressed(trimmed, "", policy_.addressing, now));
        from = 0;
    }
    if (from != pending) database_.run("UPDATE meta SET value = ? WHERE key = 'trimmed_from'", from);
    return more;
}

// Forgets entries that no poll has brought for long. Entries that stand in the last answer of their source, or wait
// for their page, are not forgotten, however long that answer has stayed the same.
bool SqliteStore::trim_seen(TimePoint now) {
    struct Old {
        std::int64_t no, source;
        std::uint64_t print;
        bool waits;
    };
    std::vector<Old> old;
    {
        Query row = database_.query(
            "SELECT no, source, print, EXISTS(SELECT 1 FROM job WHERE entry = seen.no) FROM seen WHERE last_seen < ?"
            " ORDER BY last_seen LIMIT ?",
            now - std::max(remembered, options_.retention), entries_a_call);
        while (row.next())
            old.push_back(
                {row.integer(0), row.integer(1), static_cast<std::uint64_t>(row.integer(2)), row.small(3) != 0});
    }
    std::sort(old.begin(), old.end(), [](const Old& a, const Old& b) { return a.source < b.source; });
    std::int64_t source = 0;
    std::vector<std::uint64_t> known;
    for (const Old& entry : old) {
        if (entry.source != source) known = read_state(database_, source = entry.source).known;
        if (entry.waits || std::binary_search(known.begin(), known.end(), entry.print))
            database_.run("UPDATE seen SET last_seen = ? WHERE no = ?", now, entry.no);
        else
            database_.run("DELETE FROM seen WHERE no = ?", entry.no);
    }
    return old.size() == entries_a_call;
}

Result<bool> SqliteStore::trim(TimePoint now) {
    return guarded([&] {
        Transaction transaction(database_, Durability::full);
        Log log(database_);
        bool messages = trim_log(now, log), entries = trim_seen(now),
             notes = trim_notes(database_, now - options_.retention);
        log.save();
        transaction.commit();
        epoch_file_.mark(log.last());
        epoch_file_.renew(now);
        return messages || entries || notes;
    });
}

}  // namespace newsbus::store
