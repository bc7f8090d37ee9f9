#include "store/sqlite/database.h"

#include "base/progress.h"

#include <cassert>
#include <cstring>

namespace newsbus::store {
namespace {

constexpr int steps_of_progress = 10'000;  // of SQLite's virtual machine; about a millisecond

// Is it the fault of one statement (a constraint, a type, a size)? Everything else is the fault of the disk or the
// file, and concerns the whole transaction.
bool is_own_fault(int code) {
    int primary = code & 0xff;
    return primary == SQLITE_CONSTRAINT || primary == SQLITE_TOOBIG || primary == SQLITE_MISMATCH;
}

Failure failure(sqlite3* handle, int code) {
    const char* file = sqlite3_db_filename(handle, "main");
    std::string what = std::string(file ? file : "store") + ": " + sqlite3_errmsg(handle) + " (" +
                       sqlite3_errstr(code) + ", code " + std::to_string(code) + ")";
    return Failure({is_own_fault(code) ? Errc::too_large : Errc::store, std::move(what)});
}

}  // namespace

Query::~Query() {
    if (!statement_) return;
    sqlite3_reset(statement_);  // repeats the error that next() has thrown already
    sqlite3_clear_bindings(statement_);
}

bool Query::next() {
    note_progress();
    int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw failure(sqlite3_db_handle(statement_), sqlite3_extended_errcode(sqlite3_db_handle(statement_)));
}

std::string_view Query::bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data ? std::string_view(static_cast<const char*>(data), size) : std::string_view();
}

std::optional<TimePoint> Query::maybe_time(int column) const {
    if (null(column)) return std::nullopt;
    return time(column);
}

Database::Database(const std::filesystem::path& file, Mode mode) {
    int flags = mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    int code = sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    handle_.reset(raw);
    if (code != SQLITE_OK) {
        int reason = raw ? sqlite3_system_errno(raw) : 0;  // "Permission denied" helps, "unable to open" does not
        std::string why = reason != 0 ? std::strerror(reason) : sqlite3_errstr(code);
        throw Failure({Errc::store, file.string() + ": " + why});
    }
    sqlite3_busy_timeout(raw, 5000);
    // A long statement that advances shows it.
    auto advances = [](void*) {
        note_progress();
        return 0;
    };
    sqlite3_progress_handler(raw, steps_of_progress, advances, nullptr);
}

sqlite3_stmt* Database::prepared(std::string_view sql) {
    auto [known, fresh] = statements_.try_emplace(sql);
    if (fresh) {
        sqlite3_stmt* raw = nullptr;
        int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
        if (code != SQLITE_OK) {
            statements_.erase(known);
            throw failure(handle_.get(), code);
        }
        known->second.reset(raw);
    }
    assert(!sqlite3_stmt_busy(known->second.get()));
    return known->second.get();
}

void Database::script(const char* sql) {
    check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr));
}

// In WAL mode NORMAL differs from FULL only by not syncing the log at the commit; the next FULL one does it for both.
void Database::set_durability(Durability durability) {
    if (durability_ == durability) return;
    script(durability == Durability::full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    durability_ = durability;
}

void Database::check(int code) const {
    if (code != SQLITE_OK) throw failure(handle_.get(), code);
}

// An empty view may have a null pointer, which SQLite would read as NULL.
void Database::bind(sqlite3_stmt* s, int i, std::string_view text, Destructor keep) {
    const char* data = text.data() ? text.data() : "";
    check(sqlite3_bind_text64(s, i, data, text.size(), keep, SQLITE_UTF8));
}

void Database::bind(sqlite3_stmt* s, int i, Blob blob, Destructor keep) {
    const char* data = blob.bytes.data() ? blob.bytes.data() : "";
    check(sqlite3_bind_blob64(s, i, data, blob.bytes.size(), keep));
}

SqlTransaction::SqlTransaction(Database& database, Durability durability) : database_(database) {
    database_.set_durability(durability);
    database_.run("BEGIN IMMEDIATE");
}

void SqlTransaction::commit() {
    database_.run("COMMIT");
}

// SQLite rolls back by itself after some errors (disk full, I/O); then there is nothing left to do.
SqlTransaction::~SqlTransaction() {
    if (database_.in_transaction()) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Savepoint::Savepoint(Database& database) : database_(database) {
    database_.run("SAVEPOINT part");
}

void Savepoint::keep() {
    database_.run("RELEASE part");
    open_ = false;
}

Savepoint::~Savepoint() {
    if (open_ && database_.in_transaction())
        sqlite3_exec(database_.handle(), "ROLLBACK TO part; RELEASE part", nullptr, nullptr, nullptr);
}

Snapshot::~Snapshot() {
    if (database_.in_transaction()) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace newsbus::store
