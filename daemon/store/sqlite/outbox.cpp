#include "store/sqlite/epoch.h"
#include "store/sqlite/message_row.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/source_row.h"
#include "store/sqlite/survey.h"
#include "store/sqlite/traffic_row.h"
#include "store/store.h"

#include <algorithm>
#include <unordered_map>

namespace newsbus::store {
namespace {

constexpr Seq highest = static_cast<Seq>(INT64_MAX);  // that a column can hold: a higher number is behind everything

std::int64_t column_of(Seq seq) {
    return static_cast<std::int64_t>(std::min(seq, highest));
}

bool matches(std::string_view topic, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& p) { return topic.starts_with(p); });
}

class SqliteOutbox final : public Outbox {
public:
    explicit SqliteOutbox(const std::filesystem::path& dir) : database_(database_file(dir), Database::Mode::read_only) {
        prepare_reader(database_);
    }

    Result<std::vector<OutboxEntry>> read(const Range& range) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            return range.topics.empty() && !range.since ? read_all(range) : read_some(range);
        });
    }

    Result<Bounds> bounds() override {
        return guarded([&] {
            Snapshot snapshot(database_);
            return log_bounds(database_);
        });
    }

    Result<Seq> cursor(std::string_view sink) override {
        return guarded(
            [&] { return static_cast<Seq>(database_.number("SELECT sent FROM cursor WHERE sink = ?", sink)); });
    }

    Result<std::string> publisher() override {
        return guarded([&] { return stored_publisher(database_); });
    }

    Result<std::vector<Epoch>> epochs() override {
        return guarded([&] { return stored_epochs(database_); });
    }

    Result<std::vector<SourceStatus>> sources() override {
        return guarded([&] {
            Snapshot snapshot(database_);
            return source_statuses(database_);
        });
    }

    Result<std::vector<HostTraffic>> traffic(std::chrono::sys_days first, std::chrono::sys_days last) override {
        return guarded([&] { return stored_traffic(database_, first, last); });
    }

    Result<std::vector<Rest>> rests() override {
        return guarded([&] { return stored_rests(database_, TimePoint::min()); });
    }

    Result<Complaints> complaints(std::size_t worst) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            return Complaints{census_of(database_), worst_sources(database_, worst)};
        });
    }

    Result<Survey> survey(std::size_t most) override {
        return guarded([&] {
            Snapshot snapshot(database_);
            return survey_of(database_, most);
        });
    }

private:
    std::vector<OutboxEntry> read_all(const Range& range) {
        std::vector<OutboxEntry> found;
        std::size_t bytes = 0;
        Query row = database_.query("SELECT * FROM message WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
                                    column_of(range.after), column_of(range.until.value_or(highest)), range.count);
        while (bytes < range.bytes && row.next()) {
            found.push_back(stored_message(row));
            bytes += found.back().body.size();
        }
        return found;
    }

    // Passes over what does not match in the narrow index; a topic's name is looked at once.
    std::vector<OutboxEntry> read_some(const Range& range) {
        std::vector<OutboxEntry> found;
        std::size_t bytes = 0;
        std::unordered_map<std::int64_t, bool> wanted;
        Query row = database_.query(
            "SELECT seq, time, topic FROM outbox INDEXED BY outbox_scan WHERE seq > ? AND seq <= ? ORDER BY seq",
            column_of(range.after), column_of(range.until.value_or(highest)));
        while (found.size() < range.count && bytes < range.bytes && row.next()) {
            if (range.since && row.time(1) < *range.since) continue;
            if (!range.topics.empty() && !is_wanted(row.integer(2), range.topics, wanted)) continue;
            Query whole = database_.query("SELECT * FROM message WHERE seq = ?", row.integer(0));
            if (!whole.next()) continue;
            found.push_back(stored_message(whole));
            bytes += found.back().body.size();
        }
        return found;
    }

    bool is_wanted(std::int64_t topic, const std::vector<std::string>& prefixes,
                   std::unordered_map<std::int64_t, bool>& wanted) {
        auto [known, fresh] = wanted.try_emplace(topic, false);
        if (!fresh) return known->second;
        Query row = database_.query("SELECT name FROM topic WHERE no = ?", topic);
        return known->second = row.next() && matches(row.bytes(0), prefixes);
    }

    Database database_;
};

}  // namespace

Result<std::unique_ptr<Outbox>> open_sqlite_outbox(const std::filesystem::path& dir) {
    return guarded([&]() -> std::unique_ptr<Outbox> { return std::make_unique<SqliteOutbox>(dir); });
}

}  // namespace newsbus::store
