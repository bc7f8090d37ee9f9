#include "store/sqlite/rows.h"

#include "ledger/retention.h"
#include "store/sqlite/message_row.h"

#include <cassert>

namespace newsbus::store {

using namespace ledger;

SqliteRows::SqliteRows(Database& database)
    : database_(database),
      size_{static_cast<Seq>(database.number("SELECT value FROM meta WHERE key='seq'")),
            database.number("SELECT value FROM meta WHERE key='bytes'")},
      saved_(size_) {
    assert(database_.in_transaction());  // the counters must not change between reading and writing them
}

Seq SqliteRows::append(const message::Message& message) {
    Seq seq = size_.last + 1;
    std::int64_t topic = 0;
    Seq prev = 0;
    {
        Query known = database_.query("SELECT no, last FROM topic WHERE name = ?", message.topic);
        if (known.next()) {
            topic = known.integer(0);
            prev = static_cast<Seq>(known.integer(1));
        }
    }
    if (topic != 0) {
        database_.run("UPDATE topic SET last = ? WHERE no = ?", seq, topic);
    } else {
        database_.run("INSERT INTO topic(name, last) VALUES(?, ?)", message.topic, seq);
        topic = database_.last_row();
    }
    std::string id = message.id.empty() ? message.subject + "/" + std::to_string(seq) : message.id;
    database_.run(
        "INSERT INTO outbox(seq, prev, time, topic, id, source, type, subject, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq, prev, message.time, topic, id, message.source, message.type, message.subject, Blob{message.body});
    size_ = {seq, size_.bytes + counted_bytes(static_cast<std::int64_t>(message.body.size()))};
    return seq;
}

// A transaction that appended nothing writes nothing: an idle daemon leaves the disk asleep.
void SqliteRows::save_counters() {
    assert(size_.last >= saved_.last);  // a number is never given out twice
    if (size_ == saved_) return;
    database_.run("UPDATE meta SET value = ? WHERE key = 'seq'", size_.last);
    database_.run("UPDATE meta SET value = ? WHERE key = 'bytes'", size_.bytes);
    saved_ = size_;
}

std::vector<OldMessage> SqliteRows::old_messages(std::size_t most, std::string_view about_log) {
    const std::int64_t topic = database_.number("SELECT no FROM topic WHERE name = ?", about_log);
    std::vector<OldMessage> old;
    Query row = database_.query("SELECT seq, time, topic, length(body) FROM outbox ORDER BY seq LIMIT ?", most);
    while (row.next())
        old.push_back(
            {static_cast<Seq>(row.integer(0)), row.time(1), row.integer(3), topic != 0 && row.integer(2) == topic});
    return old;
}

Seq SqliteRows::oldest_message() {
    return static_cast<Seq>(database_.number("SELECT min(seq) FROM outbox"));
}

void SqliteRows::drop_messages(Seq until, std::int64_t bytes_left) {
    database_.run("DELETE FROM outbox WHERE seq <= ?", until);
    size_.bytes = bytes_left;
}

Seq SqliteRows::trimmed_from() {
    return static_cast<Seq>(database_.number("SELECT value FROM meta WHERE key = 'trimmed_from'"));
}

void SqliteRows::set_trimmed_from(Seq first) {
    database_.run("UPDATE meta SET value = ? WHERE key = 'trimmed_from'", first);
}

std::vector<NoteRow> SqliteRows::last_notes(SourceNo source, std::string_view id, std::size_t most) {
    std::vector<NoteRow> notes;
    Query row = database_.query(
        "SELECT no, identifier, what, time, first, times FROM note WHERE id = ? AND source = ? ORDER BY no DESC"
        " LIMIT ?",
        id, source, most);
    while (row.next())
        notes.push_back({.no = row.integer(0),
                         .source = source,
                         .identifier = row.text(1),
                         .id = std::string(id),
                         .what = row.text(2),
                         .time = row.time(3),
                         .first = row.time(4),
                         .times = row.integer(5)});
    return notes;
}

void SqliteRows::add_note(const NoteRow& note) {
    database_.run("INSERT INTO note(source, identifier, id, time, first, times, what) VALUES(?, ?, ?, ?, ?, ?, ?)",
                  note.source, note.identifier, note.id, note.time, note.first, note.times, note.what);
}

void SqliteRows::erase_note(std::int64_t no) {
    database_.run("DELETE FROM note WHERE no = ?", no);
}

std::size_t SqliteRows::drop_notes(TimePoint young, std::size_t kept, std::size_t most) {
    int count = database_.run(
        "DELETE FROM note WHERE no IN (SELECT no FROM note ORDER BY no LIMIT ?) AND"
        " (time < ? OR no <= (SELECT max(no) FROM note) - ?)",
        most, young, kept);
    return static_cast<std::size_t>(count);
}

bool SqliteRows::update_memory(MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) {
    return database_.run("UPDATE memory SET time = ?, value = ? WHERE kind = ? AND key = ?", now, Blob{value},
                         name_of(kind), key) > 0;
}

void SqliteRows::add_memory(MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) {
    database_.run("INSERT INTO memory(kind, key, time, value) VALUES(?, ?, ?, ?)", name_of(kind), key, now,
                  Blob{value});
}

std::size_t SqliteRows::memories(MemoryKind kind) {
    return static_cast<std::size_t>(database_.number("SELECT count(*) FROM memory WHERE kind = ?", name_of(kind)));
}

void SqliteRows::drop_memories(MemoryKind kind, std::size_t oldest) {
    database_.run(
        "DELETE FROM memory WHERE kind = ? AND key IN (SELECT key FROM memory WHERE kind = ? ORDER BY time LIMIT ?)",
        name_of(kind), name_of(kind), oldest);
}

OutboxEntry stored_message(const Query& row) {
    return {.seq = static_cast<Seq>(row.integer(0)),
            .prev = static_cast<Seq>(row.integer(1)),
            .time = row.time(2),
            .topic = row.text(3),
            .id = row.text(4),
            .source = row.text(5),
            .type = row.text(6),
            .subject = row.text(7),
            .body = row.text(8),
            .epoch = row.text(9)};
}

}  // namespace newsbus::store
