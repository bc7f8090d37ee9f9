#include "store/history.h"

#include "base/sha256.h"
#include "ledger/notes.h"
#include "ledger/rules.h"
#include "store/sqlite/message_row.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/seen_row.h"
#include "store/sqlite/source_row.h"

#include <algorithm>
#include <iterator>

namespace newsbus::store {
namespace {

constexpr std::size_t message_bytes = 4 << 20;

/// Ids in the order in which they were found, each once.
class Found {
public:
    explicit Found(std::size_t most) : most_(most) {}
    void add(std::string id) {
        if (!id.empty() && ids_.size() < most_ && std::ranges::find(ids_, id) == ids_.end())
            ids_.push_back(std::move(id));
    }
    std::vector<std::string> take() { return std::move(ids_); }

private:
    std::size_t most_;
    std::vector<std::string> ids_;
};

class SqliteHistory final : public History {
public:
    explicit SqliteHistory(const std::filesystem::path& dir)
        : database_(database_file(dir), Database::Mode::read_only) {
        prepare_reader(database_);
    }

    Result<std::vector<std::string>> find(const Identity& identity, std::string_view identifier,
                                          std::size_t most) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            Found found(most);
            if (database_.number("SELECT count(*) FROM seen WHERE id = ?", identity.id) > 0) found.add(identity.id);
            for (const std::string& key : identity.keys) {
                Query row = database_.query(
                    "SELECT e.id FROM source s JOIN seen_key k ON k.source = s.no AND k.key = ?"
                    " JOIN seen e ON e.no = k.entry ORDER BY e.first_seen, e.no LIMIT ?",
                    fingerprint(key), most);
                while (row.next()) found.add(row.text(0));
            }
            Query row = database_.query(
                "SELECT id FROM note WHERE identifier = ? AND id <> '' GROUP BY id ORDER BY min(no) LIMIT ?",
                ledger::noted_identifier(identifier), most);
            while (row.next()) found.add(row.text(0));
            return found.take();
        });
    }

    Result<std::vector<std::string>> find_prefix(std::string_view prefix, std::size_t most) override {
        return guarded([&] {
            Found found(most);
            std::string end = std::string(prefix) + "g";  // behind all digits
            Query row = database_.query("SELECT DISTINCT id FROM seen WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
                                        prefix, end, most);
            while (row.next()) found.add(row.text(0));
            return found.take();
        });
    }

    Result<std::vector<OutboxEntry>> search_log(std::string_view text, std::size_t most, std::size_t bytes) override {
        return guarded([&] {
            std::vector<OutboxEntry> found;
            std::size_t looked_at = 0;
            Query row = database_.query("SELECT * FROM message ORDER BY seq DESC");
            while (found.size() < most && looked_at < bytes && row.next()) {
                looked_at += row.bytes(8).size();
                if (row.bytes(8).find(text) == std::string_view::npos) continue;
                found.push_back(stored_message(row));
            }
            return found;
        });
    }

    Result<std::vector<Carried>> carried(std::string_view id) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            std::vector<Carried> all;
            Query row = database_.query(
                "SELECT s.id, e.id, e.state, e.version, e.first_seq, e.first_seen, e.last_seen, e.no FROM seen e"
                " JOIN source s ON s.no = e.source WHERE e.id = ? ORDER BY e.first_seen, e.no",
                id);
            while (row.next()) {
                all.push_back({row.text(0), row.text(1), static_cast<ledger::State>(row.small(2)), row.small(3),
                               static_cast<Seq>(row.integer(4)), row.time(5), row.time(6),
                               keys_of_entry(row.integer(7)), page_of_entry(row.integer(7))});
            }
            return all;
        });
    }

    Result<std::vector<KeptNote>> notes(std::string_view id, std::string_view source, std::size_t most) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            std::vector<KeptNote> all;
            Query row = id.empty() ? database_.query(
                                         "SELECT s.id, n.identifier, n.what, n.time, n.first, n.times FROM source s"
                                         " JOIN note n ON n.source = s.no AND n.id = '' WHERE s.id = ?"
                                         " ORDER BY n.no DESC LIMIT ?",
                                         source, most)
                                   : database_.query(
                                         "SELECT s.id, n.identifier, n.what, n.time, n.first, n.times FROM note n"
                                         " JOIN source s ON s.no = n.source WHERE n.id = ? ORDER BY n.no DESC LIMIT ?",
                                         id, most);
            while (row.next())
                all.push_back({row.text(0), row.text(1), row.text(2), row.time(3), row.time(4), row.integer(5)});
            std::ranges::reverse(all);
            return all;
        });
    }

    Result<std::vector<OutboxEntry>> messages(std::string_view id, Seq after, std::size_t count) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            std::vector<OutboxEntry> found;
            std::size_t bytes = 0;
            auto first = static_cast<Seq>(database_.number("SELECT min(first_seq) FROM seen WHERE id = ?", id));
            bool untold = first == 0 && database_.number("SELECT count(*) FROM seen WHERE id = ?", id) > 0;
            if (untold) return found;
            // The index holds numbers and subjects in the order of the log: what is passed over costs some fifty bytes.
            Query row = database_.query(
                "SELECT seq FROM outbox INDEXED BY outbox_subject WHERE seq >= ? AND subject = ? ORDER BY seq",
                static_cast<std::int64_t>(std::min<Seq>(std::max(first, after + 1), INT64_MAX)), id);
            while (found.size() < count && bytes < message_bytes && row.next()) {
                Query whole = database_.query("SELECT * FROM message WHERE seq = ?", row.integer(0));
                if (!whole.next()) continue;
                found.push_back(stored_message(whole));
                bytes += found.back().body.size();
            }
            return found;
        });
    }

    Result<std::optional<SourceState>> state(std::string_view source) override {
        return guarded([&]() -> std::optional<SourceState> {
            Snapshot snapshot(database_);
            std::int64_t no = row_of(source);
            if (no == 0) return std::nullopt;
            return read_state(database_, no);
        });
    }

    Result<std::optional<Standing>> standing(std::string_view source, const Entry& polled) override {
        return guarded([&]() -> std::optional<Standing> {
            Snapshot snapshot(database_);
            std::int64_t of_source = row_of(source), no = 0;
            for (const std::string& key : ledger::keys_of(polled.identity))
                if (no == 0) no = find_seen(database_, of_source, key);
            if (no == 0) return std::nullopt;
            ledger::Seen seen = load_seen(database_, no);
            return Standing{seen.version, ledger::is_nothing_new(seen, polled), page_of_entry(no).has_value()};
        });
    }

private:
    std::int64_t row_of(std::string_view source) {
        return database_.number("SELECT no FROM source WHERE id = ?", source);
    }

    std::vector<std::uint64_t> keys_of_entry(std::int64_t no) {
        std::vector<std::uint64_t> keys;
        Query row = database_.query("SELECT key FROM seen_key WHERE entry = ? ORDER BY key", no);
        while (row.next()) keys.push_back(static_cast<std::uint64_t>(row.integer(0)));
        return keys;
    }

    std::optional<WaitingPage> page_of_entry(std::int64_t no) {
        Query row = database_.query("SELECT url, due, attempt, leased IS NOT NULL FROM job WHERE entry = ?", no);
        if (!row.next()) return std::nullopt;
        return WaitingPage{row.text(0), row.time(1), row.small(2), row.small(3) != 0};
    }

    Database database_;
};

}  // namespace

Result<std::unique_ptr<History>> open_sqlite_history(const std::filesystem::path& dir) {
    return guarded([&]() -> std::unique_ptr<History> { return std::make_unique<SqliteHistory>(dir); });
}

}  // namespace newsbus::store
