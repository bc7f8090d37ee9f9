#include "ledger/roster.h"

#include "ledger/jobs.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace newsbus::ledger {
namespace {

using Ids = std::vector<std::string_view>;  // ascending

bool has(const Ids& ids, std::string_view id) {
    return std::ranges::binary_search(ids, id);
}

/// A source of which nothing is known yet.
bool is_blank(Transaction& rows, const SourceRow& source) {
    return source.polls == 0 && !rows.has_seen(source.no);
}

void forget_blank(Transaction& rows, SourceNo source) {
    for (JobKind kind : {JobKind::poll, JobKind::page, JobKind::part}) rows.end_all(source, kind);
    rows.forget_source(source);
}

// The rows of everything else point to the source's number, so taking its state over is renaming it.
void adopt(Transaction& rows, const ConfiguredSource& configured, const Ids& all) {
    if (configured.previous_id.empty() || configured.previous_id == configured.id) return;
    if (has(all, configured.previous_id)) return;  // still a source of its own
    const auto previous = rows.source(configured.previous_id);
    if (!previous) return;
    if (const auto own = rows.source(configured.id)) {
        if (!is_blank(rows, *own)) return;
        forget_blank(rows, own->no);
    }
    rows.rename_source(previous->no, configured.id);
}

// Sources that left the configuration lose their jobs and keep everything else.
void retire(Transaction& rows, SourceNo source) {
    rows.set_active(source, false);
    for (const PageRow& page : rows.pages(source)) give_up_page(rows, source, page);
    // Parts that were not visited are to be named anew when the source comes back.
    if (rows.has_parts(source)) rows.forget_answer(source);
    for (JobKind kind : {JobKind::poll, JobKind::part}) rows.end_all(source, kind);
}

// What was learnt about the old URL is forgotten, what was seen there is not. Poll and parts become new jobs, so that
// the answer of a visit to the old URL that is under way finds none and is not stored.
void move_source(Transaction& rows, SourceNo source, const std::string& url) {
    for (JobKind kind : {JobKind::poll, JobKind::part}) rows.end_all(source, kind);
    SourceState state = rows.state(source);
    state.url = url;
    state.validators = {};
    state.moved_to.clear();
    state.moved_count = state.gone_count = state.failures = 0;
    state.health = Health::unknown;
    state.reason.clear();
    state.since.reset();
    state.rests_until.reset();
    state.known.clear();
    rows.save_state(source, state);
    rows.set_configured_url(source, url);
    rows.set_active(source, true);
}

void bring_back(Transaction& rows, SourceNo source) {
    SourceState state = rows.state(source);
    state.gone_count = 0;
    rows.save_state(source, state);
    rows.set_active(source, true);
}

// True when the source takes its place among the first polls.
bool is_first_poll_at(Transaction& rows, SourceNo source, bool never_polled, TimePoint due) {
    const auto poll = rows.poll(source);
    if (!poll) {
        add_poll(rows, source, due);
        return true;
    }
    if (poll->leased || !never_polled) return false;
    if (poll->due > due) rows.set_due(poll->job, due);
    return true;
}

bool set_source(Transaction& rows, const ConfiguredSource& configured, TimePoint first_due) {
    const auto known = rows.source(configured.id);
    if (!known) return is_first_poll_at(rows, rows.add_source(configured.id, configured.url), true, first_due);
    if (known->configured_url != configured.url)
        move_source(rows, known->no, configured.url);
    else if (!known->active)
        bring_back(rows, known->no);
    else if (known->health == Health::gone)
        return false;  // a restart does not bring it back; a new URL, taking it out and in again, or asking for it does
    return is_first_poll_at(rows, known->no, !known->last_attempt, first_due);
}

}  // namespace

void set_sources(Transaction& rows, std::span<const ConfiguredSource> configured, const FirstPolls& first) {
    Ids ids;
    for (const ConfiguredSource& source : configured) ids.push_back(source.id);
    std::ranges::sort(ids);
    for (const ConfiguredSource& source : configured) adopt(rows, source, ids);
    for (const SourceRow& source : rows.active_sources())
        if (!has(ids, source.id)) retire(rows, source.no);
    TimePoint next = first.begin;
    for (const ConfiguredSource& source : configured)
        if (set_source(rows, source, next)) next += first.apart;
    for (const ConfiguredSource& source : configured)
        if (const auto known = rows.source(source.id); known && known->name != source.name)
            rows.set_source_name(known->no, source.name);
}

}  // namespace newsbus::ledger
