#include "ingest/harvested.h"
#include "ingest/visited.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace newsbus::ingest {
namespace {

using Prints = std::vector<std::uint64_t>;

constexpr std::size_t most_known = 20'000;  // entries that pushes may make of what the last answer had

/// A push may hold new entries only, and what the last whole answer had is still known. With too many of them the old
/// ones stay: the ledger finds out what is new, at some cost.
Prints joined(const Prints& before, Prints pushed) {
    Prints all;
    all.reserve(before.size() + pushed.size());
    std::ranges::set_union(before, pushed, std::back_inserter(all));
    return all.size() <= std::max(most_known, before.size()) ? all : before;
}

/// Nothing could be had from it, so the document is fetched: a hub may send no more than a sign that it changed. Not
/// sooner than polls may follow one another.
void ask_instead(const Visit& visit, const Pace& pace, std::string why, Visited& visited) {
    const auto& [source, job, caution, now, gate] = visit;
    const Duration apart = std::max(pace.min_interval, source.options().interval);
    const TimePoint soonest = std::max(now, job.state.last_attempt.value_or(now - apart) + apart);
    visited.outcome.due = std::min(job.due, std::max(soonest, job.state.rests_until.value_or(soonest)));
    visited.outcome.notes.push_back({"", "what the hub sent could not be used: " + why});
    visited.why = std::move(why);
}

}  // namespace

Visited visited_push(const Visit& visit, const Response& response, const Pace& pace) {
    const auto& [source, job, caution, now, gate] = visit;
    Visited visited{outcome_of(job, now), {}, false};
    Outcome& outcome = visited.outcome;
    outcome.pushed = true;
    outcome.due = job.due;
    if (caution >= Caution::no_fetch) {
        ask_instead(visit, pace, deaths_of(job), visited);
        outcome.due = job.due;  // not at once: the poll is what the daemon died of
        return visited;
    }
    if (job.state.polls == 0) {
        ask_instead(visit, pace, "the source was not polled yet", visited);
        return visited;
    }
    auto harvest = source.read(job, response, now);
    if (!harvest) {
        ask_instead(visit, pace, harvest.error().what, visited);
        return visited;
    }
    outcome.state = job.state;
    SourceState& state = *outcome.state;
    noted_problems(*harvest, outcome);
    const std::size_t fresh = take_harvest(visit, std::move(*harvest), visited);
    state.known = joined(job.state.known, std::move(state.known));
    state.validators = job.state.validators;  // they are of an answer, not of this
    if (fresh > 0 && state.last_success)
        state.rhythm =
            updated_rhythm(state.rhythm, fresh, std::max(Duration(0), now - *state.last_success), source.options());
    if (fresh > 0) state.last_success = now;
    return visited;
}

}  // namespace newsbus::ingest
