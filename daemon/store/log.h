#pragma once

#include "message/message.h"
#include "message/outbox_entry.h"
#include "store/sqlite.h"
#include "work/job.h"

namespace newsbus::store {

/// Appends to the log inside one transaction. The counter is read when the transaction begins and written once, by
/// save(), before it is committed: a transaction that does not happen gives no number out.
class Log {
public:
    /// What a savepoint must bring back when it is rolled back.
    struct Mark {
        Seq last;
        std::int64_t bytes;
        bool operator==(const Mark&) const = default;
    };

    explicit Log(Database& database);

    /// Gives the message the next number and the last one of its topic as `prev`.
    Seq append(const message::Message& message);

    Seq last() const { return mark_.last; }
    Mark mark() const { return mark_; }
    void reset(Mark mark) { mark_ = mark; }
    void save();

    /// What a message counts for in `retention_size`.
    static std::int64_t stored_size(std::int64_t body_size) { return body_size + 256; }

private:
    Database& database_;
    Mark mark_, saved_;
};

/// A row of the view `message`, all its columns.
OutboxEntry stored_message(const Query& row);

}  // namespace newsbus::store
