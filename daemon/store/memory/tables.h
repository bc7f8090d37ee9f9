#pragma once

#include "ledger/clock_anchor.h"
#include "ledger/rows.h"
#include "message/outbox_entry.h"
#include "store/store.h"
#include "work/job.h"
#include "work/outcome.h"
#include "work/traffic.h"

#include <cassert>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace newsbus::store {

/// A row of the table of sources.
struct StoredSource {
    std::string id, name, configured_url;
    bool active = true;
    SourceState state;
    std::optional<TimePoint> newest_article;
};

/// A row of the table of jobs.
struct StoredJob {
    ledger::SourceNo source = 0;
    JobKind kind = JobKind::poll;
    ledger::SeenNo entry = 0;  ///< pages
    ledger::Place place;
    TimePoint due{};
    bool leased = false;
    int attempt = 0;
    int crashes = 0;
    bool first = false;  ///< parts
    bool again = false;
    std::optional<Entry> draft;  ///< pages
};

/// A row of the table of entries.
struct StoredSeen {
    ledger::SourceNo source = 0;
    ledger::Seen seen;
    std::set<std::string> keys;
};

struct StoredMemory {
    TimePoint time{};
    std::string value;
};

/// All rows, and the means to undo changes. Every change goes through put(), insert(), erase() or set(), which remember
/// what was there before; roll_back() undoes the changes of a failed transaction. Hold `mutex` to read or change
/// anything.
struct Tables {
    std::mutex mutex;

    std::map<ledger::SourceNo, StoredSource> sources;
    std::map<std::string, ledger::SourceNo, std::less<>> source_by_id;
    std::map<ledger::JobNo, StoredJob> jobs;
    std::set<std::pair<TimePoint, ledger::JobNo>> free_jobs;  ///< not leased, by due time
    std::map<ledger::SourceNo, std::set<ledger::JobNo>> jobs_by_source;
    std::map<ledger::SeenNo, ledger::JobNo> page_by_entry;
    std::map<ledger::SeenNo, StoredSeen> seen;
    std::map<std::pair<ledger::SourceNo, std::string>, ledger::SeenNo> seen_by_key;
    std::map<std::string, std::set<ledger::SeenNo>> seen_by_id;
    std::set<std::pair<TimePoint, ledger::SeenNo>> seen_by_age;
    std::map<Seq, OutboxEntry> log;
    std::map<std::string, Seq> topics;  ///< last number of each
    std::map<std::int64_t, ledger::NoteRow> notes;
    std::map<std::pair<ledger::SourceNo, std::string>, std::set<std::int64_t>> notes_by_entry;
    std::map<std::pair<ledger::MemoryKind, std::string>, StoredMemory> memories;
    std::map<std::string, Seq, std::less<>> cursors;
    std::map<std::string, Rest> rests;  ///< by host
    std::map<std::pair<std::chrono::sys_days, std::string>, TrafficCounts> traffic;
    ledger::ClockAnchor anchor;

    std::int64_t last_no = 0;  ///< of rows; never goes back, as no number of a row is given out again
    ledger::LogSize size;
    Seq trimmed_from = 0;
    std::string own_publisher = "0123456789abcdef", configured_publisher;
    std::vector<Epoch> epochs = {{"memory", 1}};

    const std::string& publisher() const { return configured_publisher.empty() ? own_publisher : configured_publisher; }

    template <class Map>
    void put(Map& map, const typename Map::key_type& key, typename Map::mapped_type value) {
        auto [at, fresh] = map.try_emplace(key);
        if (fresh)
            undo_.push_back([&map, key] { map.erase(key); });
        else
            undo_.push_back([&map, key, old = std::move(at->second)]() mutable { map[key] = std::move(old); });
        at->second = std::move(value);
    }

    template <class Map>
    void erase(Map& map, const typename Map::key_type& key) {
        auto at = map.find(key);
        if (at == map.end()) return;
        undo_.push_back([&map, key, old = std::move(at->second)]() mutable { map[key] = std::move(old); });
        map.erase(at);
    }

    template <class Value>
    void insert(std::set<Value>& set, const Value& value) {
        if (set.insert(value).second) undo_.push_back([&set, value] { set.erase(value); });
    }

    template <class Value>
    void erase(std::set<Value>& set, const Value& value) {
        if (set.erase(value) > 0) undo_.push_back([&set, value] { set.insert(value); });
    }

    /// Adds to, or takes from, the set that an index has under a key. An empty set does not stay.
    template <class Index, class Value>
    void insert_at(Index& index, const typename Index::key_type& key, const Value& value) {
        auto at = index.find(key);
        typename Index::mapped_type all = at == index.end() ? typename Index::mapped_type() : at->second;
        all.insert(value);
        put(index, key, std::move(all));
    }

    template <class Index, class Value>
    void erase_at(Index& index, const typename Index::key_type& key, const Value& value) {
        typename Index::mapped_type all = index.at(key);
        all.erase(value);
        if (all.empty())
            erase(index, key);
        else
            put(index, key, std::move(all));
    }

    template <class Value>
    void set(Value& variable, Value value) {
        undo_.push_back(
            [&variable, old = std::exchange(variable, std::move(value))]() mutable { variable = std::move(old); });
    }

    /// A point to go back to.
    std::size_t mark() const { return undo_.size(); }

    /// Takes everything back that changed since the mark.
    void roll_back(std::size_t mark) {
        assert(mark <= undo_.size());
        for (; undo_.size() > mark; undo_.pop_back()) undo_.back()();
    }

    /// What was changed stays.
    void keep() { undo_.clear(); }

private:
    std::vector<std::function<void()>> undo_;
};

}  // namespace newsbus::store
