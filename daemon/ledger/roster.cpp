#include "ledger/roster.h"

#include "ledger/jobs.h"
#include "ledger/pushes.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace newsbus::ledger {
namespace {

/// What the store has, read once: a hundred thousand sources would need as many look-ups, several times.
struct Stored {
    std::unordered_map<std::string_view, const SourceRow*> by_id;
    std::vector<SourceRow> rows;
    std::unordered_map<SourceNo, PollRow> polls;
};

Stored stored(Transaction& rows) {
    Stored stored;
    stored.rows = rows.all_sources();
    for (const SourceRow& row : stored.rows) stored.by_id.emplace(row.id, &row);
    stored.polls = rows.polls();
    return stored;
}

using Ids = std::unordered_set<std::string_view>;

/// A source of which nothing is known yet.
bool is_blank(Transaction& rows, const SourceRow& source) {
    return source.polls == 0 && !rows.has_seen(source.no);
}

void forget_blank(Transaction& rows, SourceNo source) {
    for (JobKind kind : {JobKind::poll, JobKind::page, JobKind::part, JobKind::robots, JobKind::lease})
        rows.end_all(source, kind);
    rows.forget_source(source);
}

// The rows of everything else point to the source's number, so taking its state over is renaming it.
void adopt(Transaction& rows, const ConfiguredSource& configured, const Ids& all) {
    if (configured.previous_id.empty() || configured.previous_id == configured.id) return;
    if (all.contains(configured.previous_id)) return;  // still a source of its own
    const auto previous = rows.source(configured.previous_id);
    if (!previous) return;
    if (const auto own = rows.source(configured.id)) {
        if (!is_blank(rows, *own)) return;
        forget_blank(rows, own->no);
    }
    rows.rename_source(previous->no, configured.id);
}

// Sources that left the configuration lose their jobs and keep everything else.
void retire(Transaction& rows, SourceNo source, TimePoint now) {
    rows.set_active(source, false);
    end_push(rows, source, now);
    for (const PageRow& page : rows.pages(source)) give_up_page(rows, source, page);
    // Parts that were not visited are to be named anew when the source comes back.
    if (rows.has_parts(source)) rows.forget_answer(source);
    // Whoever else waits for a robots.txt asks for it again.
    for (JobKind kind : {JobKind::poll, JobKind::part, JobKind::robots}) rows.end_all(source, kind);
}

// What was learnt about the old URL is forgotten, what was seen there is not. Poll and parts become new jobs, so that
// the answer of a visit to the old URL that is under way finds none and is not stored.
void move_source(Transaction& rows, SourceNo source, const std::string& url, TimePoint now) {
    end_push(rows, source, now);
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
    state.fresh_for.reset();
    state.overtaken = false;
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
bool is_first_poll_at(Transaction& rows, SourceNo source, const std::optional<PollRow>& poll, bool never_polled,
                      TimePoint due) {
    if (!poll) {
        add_poll(rows, source, due);
        return true;
    }
    if (poll->leased || !never_polled) return false;
    if (poll->due > due) rows.set_due(poll->job, due);
    return true;
}

bool set_source(Transaction& rows, const Stored& stored, const ConfiguredSource& configured, TimePoint first_due) {
    const auto at = stored.by_id.find(configured.id);
    if (at == stored.by_id.end()) {
        const SourceNo made = rows.add_source(configured.id, configured.url);
        rows.add_poll(made, place_of(configured.url), first_due);
        if (!configured.name.empty()) rows.set_source_name(made, configured.name);
        return true;
    }
    const SourceRow& known = *at->second;
    if (known.name != configured.name) rows.set_source_name(known.no, configured.name);
    auto poll = stored.polls.find(known.no);
    std::optional<PollRow> planned = poll == stored.polls.end() ? std::nullopt : std::optional(poll->second);
    if (known.configured_url != configured.url) {
        move_source(rows, known.no, configured.url, first_due);
        planned.reset();
    } else if (!known.active) {
        bring_back(rows, known.no);
    } else if (known.health == Health::gone) {
        return false;  // a restart does not bring it back; a new URL, taking it out and in again, or asking for it does
    }
    return is_first_poll_at(rows, known.no, planned, !known.last_attempt, first_due);
}

}  // namespace

void set_sources(Transaction& rows, std::span<const ConfiguredSource> configured, const FirstPolls& first) {
    Ids ids;
    for (const ConfiguredSource& source : configured) ids.insert(source.id);
    for (const ConfiguredSource& source : configured) adopt(rows, source, ids);
    const Stored known = stored(rows);
    for (const SourceRow& source : known.rows)
        if (source.active && !ids.contains(source.id)) retire(rows, source.no, first.begin);
    TimePoint next = first.begin;
    for (const ConfiguredSource& source : configured)
        if (set_source(rows, known, source, next)) next += first.apart;
    for (const ConfiguredSource& source : configured)
        if (auto row = known.by_id.find(source.id); row != known.by_id.end() && row->second->push != PushStage::none)
            check_push(rows, row->second->no, source.callback, first.begin);
}

}  // namespace newsbus::ledger
