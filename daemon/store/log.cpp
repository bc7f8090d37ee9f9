#include "store/log.h"

namespace newsbus::store {

Log::Log(Database& database)
    : database_(database),
      mark_{static_cast<Seq>(database.number("SELECT value FROM meta WHERE key='seq'")),
            database.number("SELECT value FROM meta WHERE key='bytes'")},
      saved_(mark_) {}

Seq Log::append(const message::Message& message) {
    Seq seq = mark_.last + 1;
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
    mark_ = {seq, mark_.bytes + stored_size(static_cast<std::int64_t>(message.body.size()))};
    return seq;
}

// A transaction that appended nothing writes nothing: an idle daemon leaves the disk asleep.
void Log::save() {
    if (mark_ == saved_) return;
    database_.run("UPDATE meta SET value = ? WHERE key = 'seq'", mark_.last);
    database_.run("UPDATE meta SET value = ? WHERE key = 'bytes'", mark_.bytes);
    saved_ = mark_;
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
