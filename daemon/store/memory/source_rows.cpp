#include "store/memory/memory_rows.h"

namespace newsbus::store {

using namespace ledger;

namespace {

SourceRow row_of(SourceNo no, const StoredSource& source) {
    return {.no = no,
            .id = source.id,
            .name = source.name,
            .configured_url = source.configured_url,
            .active = source.active,
            .health = source.state.health,
            .polls = source.state.polls,
            .last_attempt = source.state.last_attempt,
            .rests_until = source.state.rests_until,
            .push = source.state.push.stage};
}

}  // namespace

template <class Change>
void MemoryRows::change_source(SourceNo no, Change change) {
    StoredSource source = tables_.sources.at(no);
    change(source);
    tables_.put(tables_.sources, no, std::move(source));
}

std::optional<SourceRow> MemoryRows::source(std::string_view id) {
    auto at = tables_.source_by_id.find(id);
    if (at == tables_.source_by_id.end()) return std::nullopt;
    return row_of(at->second, tables_.sources.at(at->second));
}

std::vector<SourceRow> MemoryRows::active_sources() {
    std::vector<SourceRow> active;
    for (const auto& [id, no] : tables_.source_by_id)
        if (const StoredSource& source = tables_.sources.at(no); source.active) active.push_back(row_of(no, source));
    return active;
}

std::vector<SourceRow> MemoryRows::all_sources() {
    std::vector<SourceRow> all;
    for (const auto& [id, no] : tables_.source_by_id) all.push_back(row_of(no, tables_.sources.at(no)));
    return all;
}

SourceState MemoryRows::state(SourceNo no) {
    auto at = tables_.sources.find(no);
    return at == tables_.sources.end() ? SourceState{} : at->second.state;
}

void MemoryRows::save_state(SourceNo no, const SourceState& state) {
    change_source(no, [&state](StoredSource& source) {
        const std::int64_t articles = source.state.articles;
        Push push = std::move(source.state.push);
        source.state = state;
        source.state.articles = articles;
        source.state.push = std::move(push);
    });
}

Push MemoryRows::push(SourceNo no) {
    return state(no).push;
}

void MemoryRows::save_push(SourceNo no, const Push& push) {
    change_source(no, [&push](StoredSource& source) { source.state.push = push; });
}

SourceNo MemoryRows::add_source(std::string_view id, std::string_view url) {
    StoredSource source;
    source.id = id;
    source.configured_url = source.state.url = url;
    const SourceNo no = ++tables_.last_no;
    tables_.put(tables_.sources, no, std::move(source));
    tables_.put(tables_.source_by_id, std::string(id), no);
    return no;
}

void MemoryRows::rename_source(SourceNo no, std::string_view id) {
    tables_.erase(tables_.source_by_id, tables_.sources.at(no).id);
    tables_.put(tables_.source_by_id, std::string(id), no);
    change_source(no, [id](StoredSource& source) { source.id = id; });
}

void MemoryRows::set_active(SourceNo no, bool active) {
    change_source(no, [active](StoredSource& source) { source.active = active; });
}

void MemoryRows::set_configured_url(SourceNo no, std::string_view url) {
    change_source(no, [url](StoredSource& source) { source.configured_url = url; });
}

void MemoryRows::set_source_name(SourceNo no, std::string_view name) {
    change_source(no, [name](StoredSource& source) { source.name = name; });
}

void MemoryRows::forget_source(SourceNo no) {
    std::vector<std::int64_t> notes;
    for (const auto& [note, row] : tables_.notes)
        if (row.source == no) notes.push_back(note);
    for (std::int64_t note : notes) erase_note(note);
    tables_.erase(tables_.source_by_id, tables_.sources.at(no).id);
    tables_.erase(tables_.sources, no);
}

void MemoryRows::forget_answer(SourceNo no) {
    change_source(no, [](StoredSource& source) {
        source.state.known.clear();
        source.state.validators = {};
    });
}

void MemoryRows::count_articles(SourceNo no, int messages, std::optional<TimePoint> newest) {
    change_source(no, [&](StoredSource& source) {
        source.state.articles += messages;
        if (newest) source.newest_article = newest;
    });
}

}  // namespace newsbus::store
