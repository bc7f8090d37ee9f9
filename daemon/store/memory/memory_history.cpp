#include "store/memory/memory_store.h"

#include "base/sha256.h"
#include "ledger/notes.h"
#include "ledger/rules.h"
#include "store/memory/tables.h"

#include <algorithm>
#include <utility>

namespace newsbus::store {
namespace {

using ledger::SeenNo;
using ledger::SourceNo;

constexpr std::size_t message_bytes = 4 << 20;

/// Adds what is not there yet, up to `most`.
void add(std::vector<std::string>& ids, const std::string& id, std::size_t most) {
    if (!id.empty() && ids.size() < most && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

class MemoryHistory final : public History {
public:
    explicit MemoryHistory(std::shared_ptr<MemoryDisk> disk) : disk_(std::move(disk)), tables_(disk_->tables()) {}

    Result<std::vector<std::string>> find(const Identity& identity, std::string_view identifier,
                                          std::size_t most) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<std::string> ids;
        if (tables_.seen_by_id.contains(identity.id)) add(ids, identity.id, most);
        for (const std::string& key : identity.keys)
            for (SeenNo no : known_by(key)) add(ids, tables_.seen.at(no).seen.id, most);
        const std::string noted = ledger::noted_identifier(identifier);
        for (const auto& [no, note] : tables_.notes)
            if (note.identifier == noted) add(ids, note.id, most);
        return ids;
    }

    Result<std::vector<std::string>> find_prefix(std::string_view prefix, std::size_t most) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<std::string> ids;
        for (auto at = tables_.seen_by_id.lower_bound(std::string(prefix));
             at != tables_.seen_by_id.end() && at->first.starts_with(prefix); ++at)
            add(ids, at->first, most);
        return ids;
    }

    Result<std::vector<OutboxEntry>> search_log(std::string_view text, std::size_t most, std::size_t bytes) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<OutboxEntry> found;
        std::size_t looked_at = 0;
        for (auto at = tables_.log.rbegin(); at != tables_.log.rend() && found.size() < most && looked_at < bytes;
             ++at) {
            looked_at += at->second.body.size();
            if (at->second.body.find(text) != std::string::npos) found.push_back(at->second);
        }
        return found;
    }

    Result<std::vector<Carried>> carried(std::string_view id) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<Carried> all;
        for (SeenNo no : by_first_sight(seen_as(std::string(id)))) {
            const StoredSeen& row = tables_.seen.at(no);
            all.push_back({tables_.sources.at(row.source).id, row.seen.id, row.seen.state, row.seen.version,
                           row.seen.first_seq, row.seen.first_seen, row.seen.last_seen, prints_of(row.keys),
                           page_of(no)});
        }
        return all;
    }

    Result<std::vector<KeptNote>> notes(std::string_view id, std::string_view source, std::size_t most) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<KeptNote> all;
        for (auto at = tables_.notes.rbegin(); at != tables_.notes.rend() && all.size() < most; ++at) {
            const ledger::NoteRow& note = at->second;
            const std::string& of = tables_.sources.at(note.source).id;
            if (note.id != id || (id.empty() && of != source)) continue;
            all.push_back({of, note.identifier, note.what, note.time, note.first, note.times});
        }
        std::ranges::reverse(all);
        return all;
    }

    Result<std::vector<OutboxEntry>> messages(std::string_view id, Seq after, std::size_t count) override {
        std::lock_guard lock(tables_.mutex);
        std::vector<OutboxEntry> found;
        std::size_t bytes = 0;
        for (auto at = tables_.log.upper_bound(after);
             at != tables_.log.end() && found.size() < count && bytes < message_bytes; ++at) {
            if (at->second.subject != id) continue;
            found.push_back(at->second);
            bytes += found.back().body.size();
        }
        return found;
    }

    Result<std::optional<SourceState>> state(std::string_view source) override {
        std::lock_guard lock(tables_.mutex);
        const SourceNo no = number_of(source);
        return no == 0 ? std::optional<SourceState>() : std::optional(tables_.sources.at(no).state);
    }

    Result<std::optional<Standing>> standing(std::string_view source, const Entry& polled) override {
        std::lock_guard lock(tables_.mutex);
        const SourceNo of_source = number_of(source);
        for (const std::string& key : ledger::keys_of(polled.identity)) {
            auto known = tables_.seen_by_key.find({of_source, key});
            if (known == tables_.seen_by_key.end()) continue;
            const ledger::Seen& seen = tables_.seen.at(known->second).seen;
            const bool unchanged = ledger::is_nothing_new(seen, polled);
            return std::optional(Standing{seen.version, unchanged, page_of(seen.no).has_value()});
        }
        return std::optional<Standing>();
    }

private:
    SourceNo number_of(std::string_view source) const {
        auto at = tables_.source_by_id.find(source);
        return at == tables_.source_by_id.end() ? 0 : at->second;
    }

    std::vector<SeenNo> seen_as(const std::string& id) const {
        auto at = tables_.seen_by_id.find(id);
        if (at == tables_.seen_by_id.end()) return {};
        return {at->second.begin(), at->second.end()};
    }

    std::vector<SeenNo> known_by(const std::string& key) const {
        std::vector<SeenNo> found;
        for (const auto& [no, source] : tables_.sources)
            if (auto at = tables_.seen_by_key.find({no, key}); at != tables_.seen_by_key.end())
                found.push_back(at->second);
        return by_first_sight(std::move(found));
    }

    std::vector<SeenNo> by_first_sight(std::vector<SeenNo> entries) const {
        std::ranges::sort(entries, {},
                          [this](SeenNo no) { return std::pair(tables_.seen.at(no).seen.first_seen, no); });
        return entries;
    }

    static std::vector<std::uint64_t> prints_of(const std::set<std::string>& keys) {
        std::vector<std::uint64_t> prints;
        for (const std::string& key : keys) prints.push_back(fingerprint(key));
        std::ranges::sort(prints);
        return prints;
    }

    std::optional<WaitingPage> page_of(SeenNo no) const {
        auto page = tables_.page_by_entry.find(no);
        if (page == tables_.page_by_entry.end()) return std::nullopt;
        const StoredJob& job = tables_.jobs.at(page->second);
        return WaitingPage{job.place.url, job.due, job.attempt, job.leased};
    }

    std::shared_ptr<MemoryDisk> disk_;
    Tables& tables_;
};

}  // namespace

std::unique_ptr<History> open_memory_history(std::shared_ptr<MemoryDisk> disk) {
    return std::make_unique<MemoryHistory>(std::move(disk));
}

}  // namespace newsbus::store
