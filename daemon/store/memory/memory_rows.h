#pragma once

#include "ledger/transaction.h"
#include "store/memory/tables.h"

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::store {

/// The rows of the ledger in memory. Whoever makes one holds the mutex of the tables for as long as it lives.
class MemoryRows final : public ledger::Transaction {
public:
    explicit MemoryRows(Tables& tables) : tables_(tables) {}

    ledger::SeenNo find(ledger::SourceNo source, std::string_view key) override;
    ledger::Seen load(ledger::SeenNo no) override;
    ledger::SeenNo add(ledger::SourceNo source, const ledger::Seen& seen) override;
    void add_key(ledger::SourceNo source, std::string_view key, ledger::SeenNo no, bool take_over) override;
    void limit_keys(ledger::SeenNo no, std::size_t most) override;
    void save_latest(const ledger::Seen& seen) override;
    void save_settled(const ledger::Seen& seen) override;
    std::vector<std::string> told_before(ledger::SourceNo source, const ledger::Seen& seen) override;
    std::vector<ledger::OldSeen> old_seen(TimePoint before, std::size_t most) override;
    std::vector<ledger::OldSeen> surplus_seen(std::int64_t kept, std::size_t most) override;
    std::vector<ledger::SourceNo> sources_with_entries(std::int64_t entries) override;
    void touch(ledger::SeenNo no, TimePoint now) override;
    void forget(ledger::SeenNo no) override;
    void forget_latest(ledger::SeenNo no) override;
    bool has_seen(ledger::SourceNo source) override;

    std::optional<ledger::JobRow> job(ledger::JobNo no) override;
    std::optional<ledger::PollRow> poll(ledger::SourceNo source) override;
    std::unordered_map<ledger::SourceNo, ledger::PollRow> polls() override;
    std::optional<ledger::PollRow> lease(ledger::SourceNo source) override;
    std::vector<ledger::PageRow> pages(ledger::SourceNo source) override;
    std::vector<ledger::SourceNo> sources_with_pages(std::int64_t pages) override;
    std::vector<ledger::SourceNo> sources_with_drafts(std::int64_t bytes) override;
    bool has_parts(ledger::SourceNo source) override;
    std::optional<ledger::PollRow> robots(std::string_view url) override;
    void add_poll(ledger::SourceNo source, const ledger::Place& place, TimePoint due) override;
    void add_page(ledger::SourceNo source, ledger::SeenNo entry, const ledger::Place& place, TimePoint due,
                  const Entry& draft) override;
    void add_part(ledger::SourceNo source, const ledger::Place& place, TimePoint due, bool first) override;
    void add_robots(ledger::SourceNo source, const ledger::Place& place, TimePoint due) override;
    void add_lease(ledger::SourceNo source, const ledger::Place& place, TimePoint due) override;
    bool replace_page(ledger::SeenNo entry, const ledger::Place& place, const Entry& draft) override;
    bool hasten_part(ledger::SourceNo source, std::string_view url, TimePoint due) override;
    void appoint(ledger::JobNo no, TimePoint due, int attempt) override;
    void set_due(ledger::JobNo no, TimePoint due) override;
    void set_place(ledger::JobNo no, const ledger::Place& place) override;
    void add_rest(const Rest& rest) override;
    std::optional<Rest> rest(std::string_view host) override;
    void end_rests(TimePoint now) override;
    void end(ledger::JobNo no) override;
    void end_page(ledger::SeenNo entry) override;
    void end_all(ledger::SourceNo source, JobKind kind) override;

    std::optional<ledger::SourceRow> source(std::string_view id) override;
    std::vector<ledger::SourceRow> active_sources() override;
    std::vector<ledger::SourceRow> all_sources() override;
    SourceState state(ledger::SourceNo no) override;
    void save_state(ledger::SourceNo no, const SourceState& state) override;
    Push push(ledger::SourceNo no) override;
    void save_push(ledger::SourceNo no, const Push& push) override;
    ledger::SourceNo add_source(std::string_view id, std::string_view url) override;
    void rename_source(ledger::SourceNo no, std::string_view id) override;
    void set_active(ledger::SourceNo no, bool active) override;
    void set_configured_url(ledger::SourceNo no, std::string_view url) override;
    void set_source_name(ledger::SourceNo no, std::string_view name) override;
    void forget_source(ledger::SourceNo no) override;
    void forget_answer(ledger::SourceNo no) override;
    void count_articles(ledger::SourceNo no, int messages, std::optional<TimePoint> newest) override;

    Seq append(const message::Message& message) override;
    ledger::LogSize log_size() override { return tables_.size; }
    std::vector<ledger::OldMessage> old_messages(std::size_t most, std::string_view about_log) override;
    Seq oldest_message() override;
    void drop_messages(Seq until, std::int64_t bytes_left) override;
    Seq trimmed_from() override { return tables_.trimmed_from; }
    void set_trimmed_from(Seq first) override { tables_.set(tables_.trimmed_from, first); }
    std::vector<ledger::NoteRow> last_notes(ledger::SourceNo source, std::string_view id, std::size_t most) override;
    void add_note(const ledger::NoteRow& note) override;
    void erase_note(std::int64_t no) override;
    std::size_t drop_notes(TimePoint young, std::size_t kept, std::size_t most) override;
    bool update_memory(ledger::MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) override;
    void add_memory(ledger::MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) override;
    std::size_t memories(ledger::MemoryKind kind) override;
    void drop_memories(ledger::MemoryKind kind, std::size_t oldest) override;

    bool update_traffic(const HostTraffic& row) override;
    void insert_traffic(const HostTraffic& row) override;
    std::size_t traffic_hosts(std::chrono::sys_days day) override;
    std::size_t drop_traffic(std::chrono::sys_days first, std::size_t most) override;

    /// Replaces a job's row, and where it stands among the free ones.
    void put_job(ledger::JobNo no, StoredJob job);

private:
    void add_job(StoredJob job);
    void put_seen(ledger::SeenNo no, StoredSeen row);
    std::optional<ledger::PollRow> only(ledger::SourceNo source, JobKind kind) const;
    std::vector<ledger::JobNo> jobs_of(ledger::SourceNo source, JobKind kind) const;
    template <class Change>
    void change_source(ledger::SourceNo no, Change change);

    Tables& tables_;
};

}  // namespace newsbus::store
