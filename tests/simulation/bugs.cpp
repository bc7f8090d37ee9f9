#include "bugs.h"

#include "passing_outbox.h"
#include "passing_rows.h"
#include "passing_store.h"
#include "source/robots_memory.h"
#include "store/memory/tables.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace newsbus::simulation {
namespace {

/// A bug that is a store before the store.
template <class Wrong>
class StoreBug : public Bug {
public:
    std::unique_ptr<store::Store> before_store(std::unique_ptr<store::Store> store) override {
        return std::make_unique<Wrong>(std::move(store));
    }
};

/// A bug that is rows before the rows.
template <class Wrong>
class RowsBug : public Bug {
public:
    std::unique_ptr<ledger::Transaction> between(ledger::Transaction& rows) override {
        return std::make_unique<Wrong>(rows);
    }
};

template <class Wrong>
class OutboxBug : public Bug {
public:
    std::unique_ptr<store::Outbox> before_outbox(std::unique_ptr<store::Outbox> outbox) override {
        return std::make_unique<Wrong>(std::move(outbox));
    }
};

template <class Made>
std::unique_ptr<Bug> make(const Surroundings&) {
    return std::make_unique<Made>();
}

template <class Made>
std::unique_ptr<Bug> make_with(const Surroundings& surroundings) {
    return std::make_unique<Made>(surroundings);
}

class ValidatorsFirst final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        for (const Outcome& outcome : outcomes) {
            if (!outcome.state) continue;
            Outcome state;
            state.job = outcome.job;
            state.source = outcome.source;
            state.now = outcome.now;
            state.due = outcome.due;
            state.state = outcome.state;
            if (auto stored = store_->commit(std::span(&state, 1)); !stored) return stored.error();
        }
        return store_->commit(outcomes);
    }
};

class EntryLost final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        std::vector<Outcome> fewer(outcomes.begin(), outcomes.end());
        for (Outcome& outcome : fewer)
            if (outcome.entries.size() > 1) outcome.entries.pop_back();
        return store_->commit(fewer);
    }
};

class SliceEndsVisit final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        std::vector<Outcome> ended(outcomes.begin(), outcomes.end());
        for (Outcome& outcome : ended)
            if (std::exchange(outcome.more, false)) outcome.due = outcome.now;
        return store_->commit(ended);
    }
};

class CursorFirst final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        auto receipts = store_->commit(outcomes);
        Seq last = 0;
        if (receipts)
            for (const auto& receipt : *receipts)
                if (receipt) last = std::max(last, receipt->last);
        if (last > 0) static_cast<void>(store_->save_cursor("zeromq", last));
        return receipts;
    }
};

class SlotsIgnored final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override {
        HostSlots all;
        all.per_host = slots.per_host;
        return store_->claim(now, limit, all);
    }
};

class RobotsIgnored final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Job>> claim(TimePoint now, std::size_t limit, const HostSlots& slots) override {
        auto jobs = store_->claim(now, limit, slots);
        source::RobotsMemory none;
        none.answered = now;
        for (std::size_t i = 0; jobs && i < jobs->size(); ++i) (*jobs)[i].robots = none.str();
        return jobs;
    }
};

class NeverTrimmed final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<bool> trim(TimePoint) override { return false; }
};

class LeaseKept final : public PassingRows {
public:
    using PassingRows::PassingRows;
    void appoint(ledger::JobNo no, TimePoint due, int attempt) override {
        attempt > 0 ? rows_.set_due(no, due) : rows_.appoint(no, due, attempt);
    }
};

class KeysOffByOne final : public PassingRows {
public:
    using PassingRows::PassingRows;
    void add_key(ledger::SourceNo source, std::string_view key, ledger::SeenNo no, bool take_over) override {
        if (std::exchange(before_, no) == no) rows_.add_key(source, key, no, take_over);
    }

private:
    ledger::SeenNo before_ = 0;
};

class StateNotStored final : public PassingRows {
public:
    using PassingRows::PassingRows;
    void save_settled(const ledger::Seen& seen) override {
        if (seen.version > 0) rows_.save_settled(seen);
    }
};

class PrevOfAnotherTopic final : public PassingOutbox {
public:
    using PassingOutbox::PassingOutbox;
    Result<std::vector<OutboxEntry>> read(const Range& range) override {
        auto entries = outbox_->read(range);
        if (entries)
            for (OutboxEntry& entry : *entries) entry.prev = entry.seq - 1;
        return entries;
    }
};

class MessageSkipped final : public PassingOutbox {
public:
    using PassingOutbox::PassingOutbox;
    Result<std::vector<OutboxEntry>> read(const Range& range) override {
        auto entries = outbox_->read(range);
        // A batch that is full is thought to have had one more.
        if (entries && entries->size() >= 5) entries->erase(entries->begin());
        return entries;
    }
};

class RetryAfterIgnored final : public Bug {
public:
    void fetched(Response& response) override {
        std::erase_if(response.headers, [](const auto& header) { return header.first == "retry-after"; });
    }
};

class FreshnessIgnored final : public Bug {
public:
    void fetched(Response& response) override {
        std::erase_if(response.headers,
                      [](const auto& header) { return header.first == "cache-control" || header.first == "expires"; });
    }
};

class TtlIgnored final : public Bug {
public:
    void fetched(Response& response) override {
        for (std::size_t at = 0; (at = response.body.find("<ttl>", at)) != std::string::npos; ++at)
            response.body.replace(at, 5, "<tti>");
    }
};

class TemporaryLearnt final : public Bug {
public:
    void fetched(Response& response) override {
        for (Redirect& hop : response.redirects) hop.status = 301;
    }
};

/// Whatever a chain begins with for good is thought to hold for its end.
class LastHopLearnt final : public Bug {
public:
    void fetched(Response& response) override {
        if (!response.redirects.empty() && is_permanent(response.redirects.front()))
            for (Redirect& hop : response.redirects) hop.status = 301;
    }
};

class ModifiedLost final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        std::vector<Outcome> without(outcomes.begin(), outcomes.end());
        for (Outcome& outcome : without)
            if (outcome.state) outcome.state->validators.last_modified.clear();
        return store_->commit(without);
    }
};

class WeakMadeStrong final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        std::vector<Outcome> strong(outcomes.begin(), outcomes.end());
        for (Outcome& outcome : strong)
            if (outcome.state && outcome.state->validators.etag.starts_with("W/"))
                outcome.state->validators.etag.erase(0, 2);
        return store_->commit(strong);
    }
};

class BackOffForgotten final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<std::vector<Result<Receipt>>> commit(std::span<const Outcome> outcomes) override {
        std::vector<Outcome> hasty(outcomes.begin(), outcomes.end());
        for (Outcome& outcome : hasty)
            if (outcome.state) outcome.state->failures = std::min(outcome.state->failures, 1);
        return store_->commit(hasty);
    }
};

/// A draft that is replaced while its page is fetched counts as done with the old one.
class AgainForgotten final : public Bug {
public:
    explicit AgainForgotten(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}
    std::unique_ptr<ledger::Transaction> between(ledger::Transaction& rows) override {
        return std::make_unique<Rows>(rows, surroundings_.disk.tables());
    }

private:
    class Rows final : public PassingRows {
    public:
        Rows(ledger::Transaction& rows, store::Tables& tables) : PassingRows(rows), tables_(tables) {}
        bool replace_page(ledger::SeenNo entry, const ledger::Place& place, const Entry& draft) override {
            if (!rows_.replace_page(entry, place, draft)) return false;
            tables_.jobs.at(tables_.page_by_entry.at(entry)).again = false;
            return true;
        }

    private:
        store::Tables& tables_;
    };
    Surroundings surroundings_;
};

/// What is appended goes out at once, and then the transaction may fail.
class PublishedFirst final : public Bug {
public:
    explicit PublishedFirst(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}
    std::unique_ptr<ledger::Transaction> between(ledger::Transaction& rows) override {
        return std::make_unique<Rows>(rows, surroundings_);
    }

private:
    class Rows final : public PassingRows {
    public:
        Rows(ledger::Transaction& rows, Surroundings& surroundings) : PassingRows(rows), surroundings_(surroundings) {}
        Seq append(const message::Message& message) override {
            const Seq seq = rows_.append(message);
            surroundings_.publish(surroundings_.disk.tables().log.at(seq));
            return seq;
        }

    private:
        Surroundings& surroundings_;
    };
    Surroundings surroundings_;
};

/// A disk that has not kept what the last transaction wrote of entries, while the log has its messages.
class SeenLostAtDeath final : public Bug {
public:
    explicit SeenLostAtDeath(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}
    std::unique_ptr<ledger::Transaction> between(ledger::Transaction& rows) override {
        before_.clear();
        return std::make_unique<Rows>(rows, before_);
    }
    void died() override {
        for (const auto& [no, seen] : before_) {
            auto row = surroundings_.disk.tables().seen.find(no);
            if (row != surroundings_.disk.tables().seen.end()) row->second.seen = seen;
        }
        before_.clear();
    }

private:
    using Before = std::map<ledger::SeenNo, ledger::Seen>;
    class Rows final : public PassingRows {
    public:
        Rows(ledger::Transaction& rows, Before& before) : PassingRows(rows), before_(before) {}
        void save_latest(const ledger::Seen& seen) override {
            before_.try_emplace(seen.no, rows_.load(seen.no));
            rows_.save_latest(seen);
        }
        void save_settled(const ledger::Seen& seen) override {
            before_.try_emplace(seen.no, rows_.load(seen.no));
            rows_.save_settled(seen);
        }

    private:
        Before& before_;
    };
    Surroundings surroundings_;
    Before before_;
};

/// A disk that has not kept the last message, and the counter neither.
class NumberLostAtDeath final : public Bug {
public:
    explicit NumberLostAtDeath(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}
    void died() override {
        store::Tables& tables = surroundings_.disk.tables();
        if (tables.log.empty()) return;
        const OutboxEntry& last = tables.log.rbegin()->second;
        tables.topics[last.topic] = last.prev;
        tables.log.erase(last.seq);
        --tables.size.last;
    }

private:
    Surroundings surroundings_;
};

constexpr BugRow all[] = {
    {"validators_before_items", "validators are stored in a transaction before that of the entries",
     make<StoreBug<ValidatorsFirst>>},
    {"publish_before_commit", "messages go out when they are appended, not when they are durable",
     make_with<PublishedFirst>},
    {"keys_off_by_one", "the first key of an entry is not stored", make<RowsBug<KeysOffByOne>>},
    {"forgotten_lease", "the lease of a job that is tried again is not ended", make<RowsBug<LeaseKept>>},
    {"dropped_update", "of several entries of an answer the last one is lost", make<StoreBug<EntryLost>>},
    {"slice_ends_visit", "a job is free again when the first slice of its visit is stored",
     make<StoreBug<SliceEndsVisit>>},
    {"cursor_before_sending", "the cursor of the sink is saved with the commit", make<StoreBug<CursorFirst>>},
    {"retry_after_ignored", "nobody reads Retry-After", make<RetryAfterIgnored>},
    {"duplicate_after_kill", "what was written of entries last does not outlive a kill", make_with<SeenLostAtDeath>},
    {"number_reused_after_kill", "the last message does not outlive a kill", make_with<NumberLostAtDeath>},
    {"freshness_ignored", "nobody reads max-age and Expires", make<FreshnessIgnored>},
    {"ttl_ignored", "nobody reads the ttl of a feed", make<TtlIgnored>},
    {"temporary_learnt", "a temporary redirect counts as a permanent one", make<TemporaryLearnt>},
    {"last_hop_learnt", "of a mixed chain the end is learnt", make<LastHopLearnt>},
    {"modified_lost", "Last-Modified is not stored", make<StoreBug<ModifiedLost>>},
    {"weak_made_strong", "a weak ETag loses its W/", make<StoreBug<WeakMadeStrong>>},
    {"back_off_forgotten", "failures in a row are not counted", make<StoreBug<BackOffForgotten>>},
    {"prev_of_another_topic", "prev is the number before, whatever its topic", make<OutboxBug<PrevOfAnotherTopic>>},
    {"state_not_stored", "what became of an entry without a version is not stored", make<RowsBug<StateNotStored>>},
    {"again_forgotten", "an entry that changes while its page is fetched is not visited again",
     make_with<AgainForgotten>},
    {"message_skipped", "a batch of five loses its first message", make<OutboxBug<MessageSkipped>>},
    {"slots_ignored", "hosts that rest are claimed from, too", make<StoreBug<SlotsIgnored>>},
    {"robots_ignored", "nobody reads robots.txt", make<StoreBug<RobotsIgnored>>},
    {"never_trimmed", "old messages stay in the log", make<StoreBug<NeverTrimmed>>},
};

}  // namespace

std::span<const BugRow> bugs() {
    return all;
}

std::unique_ptr<Bug> make_bug(std::string_view name, const Surroundings& surroundings) {
    auto row = std::ranges::find(bugs(), name, &BugRow::name);
    return row == bugs().end() ? nullptr : row->make(surroundings);
}

}  // namespace newsbus::simulation
