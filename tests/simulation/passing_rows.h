#pragma once

#include "ledger/transaction.h"

namespace newsbus::simulation {

/// Passes everything on to other rows: what stands between the ledger and a store overrides what it changes.
class PassingRows : public ledger::Transaction {
public:
    explicit PassingRows(ledger::Transaction& rows) : rows_(rows) {}

    ledger::SeenNo find(ledger::SourceNo source, std::string_view key) override { return rows_.find(source, key); }
    ledger::Seen load(ledger::SeenNo no) override { return rows_.load(no); }
    ledger::SeenNo add(ledger::SourceNo source, const ledger::Seen& seen) override { return rows_.add(source, seen); }
    void add_key(ledger::SourceNo source, std::string_view key, ledger::SeenNo no, bool take_over) override {
        return rows_.add_key(source, key, no, take_over);
    }
    void limit_keys(ledger::SeenNo no, std::size_t most) override { return rows_.limit_keys(no, most); }
    void save_latest(const ledger::Seen& seen) override { return rows_.save_latest(seen); }
    void save_settled(const ledger::Seen& seen) override { return rows_.save_settled(seen); }
    std::vector<std::string> told_before(ledger::SourceNo source, const ledger::Seen& seen) override {
        return rows_.told_before(source, seen);
    }
    std::vector<ledger::OldSeen> old_seen(TimePoint before, std::size_t most) override {
        return rows_.old_seen(before, most);
    }
    std::vector<ledger::OldSeen> surplus_seen(std::int64_t kept, std::size_t most) override {
        return rows_.surplus_seen(kept, most);
    }
    void touch(ledger::SeenNo no, TimePoint now) override { return rows_.touch(no, now); }
    void forget(ledger::SeenNo no) override { return rows_.forget(no); }
    void forget_latest(ledger::SeenNo no) override { return rows_.forget_latest(no); }
    bool has_seen(ledger::SourceNo source) override { return rows_.has_seen(source); }
    std::optional<ledger::JobRow> job(ledger::JobNo no) override { return rows_.job(no); }
    std::optional<ledger::PollRow> poll(ledger::SourceNo source) override { return rows_.poll(source); }
    std::optional<ledger::PollRow> lease(ledger::SourceNo source) override { return rows_.lease(source); }
    std::vector<ledger::PageRow> pages(ledger::SourceNo source) override { return rows_.pages(source); }
    std::vector<ledger::SourceNo> sources_with_entries(std::int64_t entries) override {
        return rows_.sources_with_entries(entries);
    }
    std::vector<ledger::SourceNo> sources_with_pages(std::int64_t pages) override {
        return rows_.sources_with_pages(pages);
    }
    std::vector<ledger::SourceNo> sources_with_drafts(std::int64_t bytes) override {
        return rows_.sources_with_drafts(bytes);
    }
    bool has_parts(ledger::SourceNo source) override { return rows_.has_parts(source); }
    std::optional<ledger::PollRow> robots(std::string_view url) override { return rows_.robots(url); }
    void add_poll(ledger::SourceNo source, const ledger::Place& place, TimePoint due) override {
        return rows_.add_poll(source, place, due);
    }
    void add_page(ledger::SourceNo source, ledger::SeenNo entry, const ledger::Place& place, TimePoint due,
                  const Entry& draft) override {
        return rows_.add_page(source, entry, place, due, draft);
    }
    void add_part(ledger::SourceNo source, const ledger::Place& place, TimePoint due, bool first) override {
        return rows_.add_part(source, place, due, first);
    }
    void add_lease(ledger::SourceNo source, const ledger::Place& place, TimePoint due) override {
        return rows_.add_lease(source, place, due);
    }
    void add_robots(ledger::SourceNo source, const ledger::Place& place, TimePoint due) override {
        return rows_.add_robots(source, place, due);
    }
    bool replace_page(ledger::SeenNo entry, const ledger::Place& place, const Entry& draft) override {
        return rows_.replace_page(entry, place, draft);
    }
    bool hasten_part(ledger::SourceNo source, std::string_view url, TimePoint due) override {
        return rows_.hasten_part(source, url, due);
    }
    void appoint(ledger::JobNo no, TimePoint due, int attempt) override { return rows_.appoint(no, due, attempt); }
    void set_due(ledger::JobNo no, TimePoint due) override { return rows_.set_due(no, due); }
    void set_place(ledger::JobNo no, const ledger::Place& place) override { return rows_.set_place(no, place); }
    void add_rest(const Rest& rest) override { return rows_.add_rest(rest); }
    std::optional<Rest> rest(std::string_view host) override { return rows_.rest(host); }
    void end_rests(TimePoint now) override { return rows_.end_rests(now); }
    void end(ledger::JobNo no) override { return rows_.end(no); }
    void end_page(ledger::SeenNo entry) override { return rows_.end_page(entry); }
    void end_all(ledger::SourceNo source, JobKind kind) override { return rows_.end_all(source, kind); }
    std::optional<ledger::SourceRow> source(std::string_view id) override { return rows_.source(id); }
    std::vector<ledger::SourceRow> all_sources() override { return rows_.all_sources(); }
    std::unordered_map<ledger::SourceNo, ledger::PollRow> polls() override { return rows_.polls(); }
    std::vector<ledger::SourceRow> active_sources() override { return rows_.active_sources(); }
    SourceState state(ledger::SourceNo no) override { return rows_.state(no); }
    void save_state(ledger::SourceNo no, const SourceState& state) override { return rows_.save_state(no, state); }
    Push push(ledger::SourceNo no) override { return rows_.push(no); }
    void save_push(ledger::SourceNo no, const Push& push) override { return rows_.save_push(no, push); }
    ledger::SourceNo add_source(std::string_view id, std::string_view url) override {
        return rows_.add_source(id, url);
    }
    void rename_source(ledger::SourceNo no, std::string_view id) override { return rows_.rename_source(no, id); }
    void set_active(ledger::SourceNo no, bool active) override { return rows_.set_active(no, active); }
    void set_configured_url(ledger::SourceNo no, std::string_view url) override {
        return rows_.set_configured_url(no, url);
    }
    void set_source_name(ledger::SourceNo no, std::string_view name) override {
        return rows_.set_source_name(no, name);
    }
    void forget_source(ledger::SourceNo no) override { return rows_.forget_source(no); }
    void forget_answer(ledger::SourceNo no) override { return rows_.forget_answer(no); }
    void count_articles(ledger::SourceNo no, int messages, std::optional<TimePoint> newest) override {
        return rows_.count_articles(no, messages, newest);
    }
    Seq append(const message::Message& message) override { return rows_.append(message); }
    ledger::LogSize log_size() override { return rows_.log_size(); }
    std::vector<ledger::OldMessage> old_messages(std::size_t most, std::string_view about_log) override {
        return rows_.old_messages(most, about_log);
    }
    Seq oldest_message() override { return rows_.oldest_message(); }
    void drop_messages(Seq until, std::int64_t bytes_left) override { return rows_.drop_messages(until, bytes_left); }
    Seq trimmed_from() override { return rows_.trimmed_from(); }
    void set_trimmed_from(Seq first) override { return rows_.set_trimmed_from(first); }
    std::vector<ledger::NoteRow> last_notes(ledger::SourceNo source, std::string_view id, std::size_t most) override {
        return rows_.last_notes(source, id, most);
    }
    void add_note(const ledger::NoteRow& note) override { return rows_.add_note(note); }
    void erase_note(std::int64_t no) override { return rows_.erase_note(no); }
    std::size_t drop_notes(TimePoint young, std::size_t kept, std::size_t most) override {
        return rows_.drop_notes(young, kept, most);
    }
    bool update_memory(ledger::MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) override {
        return rows_.update_memory(kind, key, value, now);
    }
    void add_memory(ledger::MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) override {
        return rows_.add_memory(kind, key, value, now);
    }
    std::size_t memories(ledger::MemoryKind kind) override { return rows_.memories(kind); }
    void drop_memories(ledger::MemoryKind kind, std::size_t oldest) override {
        return rows_.drop_memories(kind, oldest);
    }
    bool update_traffic(const HostTraffic& row) override { return rows_.update_traffic(row); }
    void insert_traffic(const HostTraffic& row) override { return rows_.insert_traffic(row); }
    std::size_t traffic_hosts(std::chrono::sys_days day) override { return rows_.traffic_hosts(day); }
    std::size_t drop_traffic(std::chrono::sys_days first, std::size_t most) override {
        return rows_.drop_traffic(first, most);
    }

protected:
    ledger::Transaction& rows_;
};

}  // namespace newsbus::simulation
