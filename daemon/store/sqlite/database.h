#pragma once

#include "base/freed.h"
#include "base/result.h"
#include "base/time.h"
#include "ledger/failure.h"

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace newsbus::store {

using ledger::Failure;
using ledger::guarded;

/// Bytes to bind as a BLOB.
struct Blob {
    std::string_view bytes;
};

/// A running query. When it ends, its statement goes back to the cache. What columns return as views is valid until the
/// next next().
class Query {
public:
    explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
    Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
    Query& operator=(Query&&) = delete;
    ~Query();

    /// Steps to the next row; false when there is none left. Throws Failure.
    bool next();

    bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    int small(int column) const { return sqlite3_column_int(statement_, column); }
    std::string text(int column) const { return std::string(bytes(column)); }
    std::string_view bytes(int column) const;  ///< of a TEXT or a BLOB
    TimePoint time(int column) const { return TimePoint(Duration(integer(column))); }
    std::optional<TimePoint> maybe_time(int column) const;
    bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

private:
    sqlite3_stmt* statement_;
};

/// When a committed transaction is safe on the disk.
enum class Durability {
    full,     ///< when commit() returns: survives a power cut
    relaxed,  ///< with the next full one: a power cut may lose it, the death of the process does not
};

/// A connection and its prepared statements. Used by one thread at a time.
class Database {
public:
    enum class Mode { read_only, read_write };

    /// Throws Failure (Errc::store) naming the file.
    Database(const std::filesystem::path& file, Mode mode);

    /// Prepares the statement (once) and binds `args`. `sql` must be a literal: it is the key of the cache. A statement
    /// cannot run twice at the same time.
    template <class... Args>
    Query query(std::string_view sql, const Args&... args) {
        sqlite3_stmt* statement = prepared(sql);
        Query running(statement);
        int index = 0;
        (bind(statement, ++index, args, SQLITE_TRANSIENT), ...);
        return running;
    }

    /// Runs a statement to its end and gives the number of rows it changed.
    template <class... Args>
    int run(std::string_view sql, const Args&... args) {
        sqlite3_stmt* statement = prepared(sql);
        Query running(statement);
        int index = 0;
        (bind(statement, ++index, args, SQLITE_STATIC), ...);  // `args` outlive the call
        while (running.next()) {
        }
        return sqlite3_changes(handle_.get());
    }

    /// The one integer that `sql` selects; 0 when it selects no row or NULL.
    template <class... Args>
    std::int64_t number(std::string_view sql, const Args&... args) {
        Query running = query(sql, args...);
        return running.next() ? running.integer(0) : 0;
    }

    /// Runs several statements that are not prepared: schema and pragmas.
    void script(const char* sql);

    /// Sets the durability of the transactions from now on. Not inside one.
    void set_durability(Durability durability);

    std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    sqlite3* handle() const { return handle_.get(); }

private:
    using Handle = std::unique_ptr<sqlite3, Freed<sqlite3_close_v2>>;
    using Statement = std::unique_ptr<sqlite3_stmt, Freed<sqlite3_finalize>>;
    using Destructor = void (*)(void*);

    sqlite3_stmt* prepared(std::string_view sql);
    void check(int code) const;

    void bind(sqlite3_stmt* s, int i, std::nullopt_t, Destructor) { check(sqlite3_bind_null(s, i)); }
    void bind(sqlite3_stmt* s, int i, std::string_view text, Destructor keep);
    void bind(sqlite3_stmt* s, int i, Blob blob, Destructor keep);
    void bind(sqlite3_stmt* s, int i, Duration d, Destructor) { check(sqlite3_bind_int64(s, i, d.count())); }
    void bind(sqlite3_stmt* s, int i, TimePoint t, Destructor keep) { bind(s, i, t.time_since_epoch(), keep); }
    void bind(sqlite3_stmt* s, int i, std::integral auto n, Destructor) {
        check(sqlite3_bind_int64(s, i, static_cast<sqlite3_int64>(n)));
    }
    template <class T>
    void bind(sqlite3_stmt* s, int i, const std::optional<T>& value, Destructor keep) {
        value ? bind(s, i, *value, keep) : bind(s, i, std::nullopt, keep);
    }

    Handle handle_;
    std::optional<Durability> durability_;
    std::unordered_map<std::string_view, Statement> statements_;  // by their SQL, which is a literal
};

/// A write transaction of SQLite; rolled back unless committed.
class SqlTransaction {
public:
    SqlTransaction(Database& database, Durability durability);
    SqlTransaction(const SqlTransaction&) = delete;
    SqlTransaction& operator=(const SqlTransaction&) = delete;
    ~SqlTransaction();
    void commit();

private:
    Database& database_;
};

/// A section of a transaction that can fail alone; rolled back unless kept.
class Savepoint {
public:
    explicit Savepoint(Database& database);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();
    void keep();

private:
    Database& database_;
    bool open_ = true;
};

/// A consistent view over several queries.
class Snapshot {
public:
    explicit Snapshot(Database& database) : database_(database) { database_.run("BEGIN"); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot();

private:
    Database& database_;
};

}  // namespace newsbus::store
