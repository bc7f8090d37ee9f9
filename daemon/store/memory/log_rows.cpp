#include "store/memory/memory_rows.h"

#include "ledger/retention.h"

#include <algorithm>

namespace newsbus::store {

using namespace ledger;

Seq MemoryRows::append(const message::Message& message) {
    const Seq seq = tables_.size.last + 1;
    auto topic = tables_.topics.find(message.topic);
    OutboxEntry entry{.seq = seq,
                      .prev = topic == tables_.topics.end() ? 0 : topic->second,
                      .time = message.time,
                      .topic = message.topic,
                      .id = message.id.empty() ? message.subject + "/" + std::to_string(seq) : message.id,
                      .source = message.source,
                      .type = message.type,
                      .subject = message.subject,
                      .body = message.body,
                      .epoch = tables_.epochs.back().name};
    tables_.put(tables_.log, seq, std::move(entry));
    tables_.put(tables_.topics, message.topic, seq);
    const auto bytes = counted_bytes(static_cast<std::int64_t>(message.body.size()));
    tables_.set(tables_.size, LogSize{seq, tables_.size.bytes + bytes});
    return seq;
}

std::vector<OldMessage> MemoryRows::old_messages(std::size_t most, std::string_view about_log) {
    std::vector<OldMessage> old;
    for (const auto& [seq, entry] : tables_.log) {
        if (old.size() == most) break;
        old.push_back({seq, entry.time, static_cast<std::int64_t>(entry.body.size()), entry.topic == about_log});
    }
    return old;
}

Seq MemoryRows::oldest_message() {
    return tables_.log.empty() ? 0 : tables_.log.begin()->first;
}

void MemoryRows::drop_messages(Seq until, std::int64_t bytes_left) {
    while (!tables_.log.empty() && tables_.log.begin()->first <= until)
        tables_.erase(tables_.log, tables_.log.begin()->first);
    tables_.set(tables_.size, LogSize{tables_.size.last, bytes_left});
}

std::vector<NoteRow> MemoryRows::last_notes(SourceNo source, std::string_view id, std::size_t most) {
    std::vector<NoteRow> notes;
    auto of_entry = tables_.notes_by_entry.find({source, std::string(id)});
    if (of_entry == tables_.notes_by_entry.end()) return notes;
    for (auto no = of_entry->second.rbegin(); no != of_entry->second.rend() && notes.size() < most; ++no)
        notes.push_back(tables_.notes.at(*no));
    return notes;
}

void MemoryRows::add_note(const NoteRow& note) {
    NoteRow row = note;
    row.no = ++tables_.last_no;
    tables_.insert_at(tables_.notes_by_entry, {row.source, row.id}, row.no);
    const std::int64_t no = row.no;
    tables_.put(tables_.notes, no, std::move(row));
}

void MemoryRows::erase_note(std::int64_t no) {
    const NoteRow& note = tables_.notes.at(no);
    tables_.erase_at(tables_.notes_by_entry, {note.source, note.id}, no);
    tables_.erase(tables_.notes, no);
}

std::size_t MemoryRows::drop_notes(TimePoint young, std::size_t kept, std::size_t most) {
    std::vector<std::int64_t> old;
    std::size_t looked_at = 0, count = tables_.notes.size();
    for (const auto& [no, note] : tables_.notes) {
        if (looked_at == most) break;
        if (note.time < young || count - looked_at > kept) old.push_back(no);
        ++looked_at;
    }
    for (std::int64_t no : old) erase_note(no);
    return old.size();
}

bool MemoryRows::update_memory(MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) {
    const std::pair<MemoryKind, std::string> full{kind, std::string(key)};
    if (!tables_.memories.contains(full)) return false;
    tables_.put(tables_.memories, full, {now, std::string(value)});
    return true;
}

void MemoryRows::add_memory(MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) {
    tables_.put(tables_.memories, {kind, std::string(key)}, {now, std::string(value)});
}

std::size_t MemoryRows::memories(MemoryKind kind) {
    return static_cast<std::size_t>(
        std::ranges::count_if(tables_.memories, [kind](const auto& row) { return row.first.first == kind; }));
}

void MemoryRows::drop_memories(MemoryKind kind, std::size_t oldest) {
    std::vector<std::pair<TimePoint, std::string>> by_age;
    for (const auto& [key, memory] : tables_.memories)
        if (key.first == kind) by_age.emplace_back(memory.time, key.second);
    std::ranges::sort(by_age);
    by_age.resize(std::min(by_age.size(), oldest));
    for (const auto& [time, key] : by_age) tables_.erase(tables_.memories, {kind, key});
}

}  // namespace newsbus::store
