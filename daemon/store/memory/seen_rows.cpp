#include "store/memory/memory_rows.h"

#include <algorithm>

namespace newsbus::store {

using namespace ledger;

SeenNo MemoryRows::find(SourceNo source, std::string_view key) {
    auto at = tables_.seen_by_key.find({source, std::string(key)});
    return at == tables_.seen_by_key.end() ? 0 : at->second;
}

Seen MemoryRows::load(SeenNo no) {
    auto at = tables_.seen.find(no);
    return at == tables_.seen.end() ? Seen{} : at->second.seen;
}

SeenNo MemoryRows::add(SourceNo source, const Seen& seen) {
    StoredSeen row{source, {}, {}};
    row.seen.no = ++tables_.last_no;
    row.seen.id = seen.id;
    row.seen.announce = seen.announce;
    row.seen.first_seen = seen.first_seen;
    row.seen.last_seen = seen.last_seen;
    tables_.insert(tables_.seen_by_age, {seen.last_seen, row.seen.no});
    tables_.insert_at(tables_.seen_by_id, seen.id, row.seen.no);
    const SeenNo no = row.seen.no;
    tables_.put(tables_.seen, no, std::move(row));
    return no;
}

void MemoryRows::put_seen(SeenNo no, StoredSeen row) {
    const TimePoint before = tables_.seen.at(no).seen.last_seen;
    if (before != row.seen.last_seen) {
        tables_.erase(tables_.seen_by_age, std::pair(before, no));
        tables_.insert(tables_.seen_by_age, {row.seen.last_seen, no});
    }
    tables_.put(tables_.seen, no, std::move(row));
}

void MemoryRows::add_key(SourceNo source, std::string_view key, SeenNo no, bool take_over) {
    const std::pair<SourceNo, std::string> full{source, std::string(key)};
    if (auto owner = tables_.seen_by_key.find(full); owner != tables_.seen_by_key.end()) {
        if (!take_over || owner->second == no) return;
        StoredSeen other = tables_.seen.at(owner->second);
        other.keys.erase(full.second);
        put_seen(other.seen.no, std::move(other));
    }
    tables_.put(tables_.seen_by_key, full, no);
    StoredSeen row = tables_.seen.at(no);
    row.keys.insert(full.second);
    put_seen(no, std::move(row));
}

void MemoryRows::limit_keys(SeenNo no, std::size_t most) {
    StoredSeen row = tables_.seen.at(no);
    if (row.keys.size() <= most) return;
    for (const std::string& key : row.keys) tables_.erase(tables_.seen_by_key, {row.source, key});
    row.keys.clear();
    put_seen(no, std::move(row));
}

void MemoryRows::save_latest(const Seen& seen) {
    StoredSeen row = tables_.seen.at(seen.no);
    row.seen.latest = seen.latest;
    row.seen.print = seen.print;
    row.seen.last_seen = seen.last_seen;
    put_seen(seen.no, std::move(row));
}

void MemoryRows::save_settled(const Seen& seen) {
    StoredSeen row = tables_.seen.at(seen.no);
    row.seen.state = seen.state;
    row.seen.version = seen.version;
    row.seen.first_seq = seen.first_seq;
    row.seen.told = seen.told;
    row.seen.whole = seen.whole;
    row.seen.earlier = seen.earlier;
    row.seen.date = seen.date;
    row.seen.date_moves = seen.date_moves;
    put_seen(seen.no, std::move(row));
}

std::vector<std::string> MemoryRows::told_before(SourceNo source, const Seen& seen) {
    std::map<SourceNo, Seq> first;  // message of each other source
    auto same = tables_.seen_by_id.find(seen.id);
    if (same == tables_.seen_by_id.end()) return {};
    for (SeenNo no : same->second) {
        const StoredSeen& other = tables_.seen.at(no);
        const Seq seq = other.seen.first_seq;
        if (other.source == source || seq == 0 || (seen.first_seq != 0 && seq >= seen.first_seq)) continue;
        auto [at, fresh] = first.try_emplace(other.source, seq);
        if (!fresh) at->second = std::min(at->second, seq);
    }
    std::vector<std::pair<Seq, SourceNo>> order;
    for (const auto& [other, seq] : first) order.emplace_back(seq, other);
    std::ranges::sort(order);
    std::vector<std::string> names;
    for (const auto& [seq, other] : order)
        if (names.size() < 100) names.push_back(tables_.sources.at(other).id);
    return names;
}

std::vector<OldSeen> MemoryRows::old_seen(TimePoint before, std::size_t most) {
    std::vector<OldSeen> old;
    for (const auto& [last_seen, no] : tables_.seen_by_age) {
        if (last_seen >= before || old.size() == most) break;
        const StoredSeen& row = tables_.seen.at(no);
        old.push_back({no, row.source, row.seen.print, tables_.page_by_entry.contains(no)});
    }
    return old;
}

std::vector<SourceNo> MemoryRows::sources_with_entries(std::int64_t entries) {
    std::vector<SourceNo> sources;
    if (std::ssize(tables_.seen) < entries) return sources;
    std::map<SourceNo, std::int64_t> counts;
    for (const auto& [no, row] : tables_.seen) ++counts[row.source];
    for (const auto& [source, count] : counts)
        if (count >= entries) sources.push_back(source);
    return sources;
}

std::vector<OldSeen> MemoryRows::surplus_seen(std::int64_t kept, std::size_t most) {
    const std::vector<SourceNo> full = sources_with_entries(kept + 1);
    if (full.empty()) return {};
    const auto entries =
        std::ranges::count(tables_.seen, full.front(), [](const auto& row) { return row.second.source; });
    const auto surplus = std::min(most, static_cast<std::size_t>(entries - kept));
    std::vector<OldSeen> old;
    for (const auto& [last_seen, no] : tables_.seen_by_age) {
        if (old.size() == surplus) break;
        const StoredSeen& row = tables_.seen.at(no);
        if (row.source == full.front())
            old.push_back({no, row.source, row.seen.print, tables_.page_by_entry.contains(no)});
    }
    return old;
}

void MemoryRows::touch(SeenNo no, TimePoint now) {
    StoredSeen row = tables_.seen.at(no);
    row.seen.last_seen = now;
    put_seen(no, std::move(row));
}

void MemoryRows::forget(SeenNo no) {
    end_page(no);
    const StoredSeen row = tables_.seen.at(no);
    for (const std::string& key : row.keys) tables_.erase(tables_.seen_by_key, {row.source, key});
    tables_.erase_at(tables_.seen_by_id, row.seen.id, no);
    tables_.erase(tables_.seen_by_age, std::pair(row.seen.last_seen, no));
    tables_.erase(tables_.seen, no);
}

void MemoryRows::forget_latest(SeenNo no) {
    StoredSeen row = tables_.seen.at(no);
    row.seen.latest = {};
    row.seen.print = 0;
    put_seen(no, std::move(row));
}

bool MemoryRows::has_seen(SourceNo source) {
    return std::ranges::any_of(tables_.seen, [source](const auto& row) { return row.second.source == source; });
}

}  // namespace newsbus::store
