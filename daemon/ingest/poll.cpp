#include "ingest/delta.h"
#include "ingest/harvested.h"
#include "ingest/health.h"
#include "ingest/hints.h"
#include "ingest/http_status.h"
#include "ingest/visited.h"

#include "message/event.h"
#include "source/status_words.h"
#include "source/websub.h"
#include "url/host.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace newsbus::ingest {
namespace {

constexpr int good_polls_to_move = 3;
constexpr std::size_t fewest_to_overtake = 5;  // entries: of a shorter answer the next one may well have none

/// "http://x/feed" and "https://x/feed" are the same feed.
bool only_scheme_differs(const Url& http, const Url& https) {
    return http.scheme() == "http" && https.scheme() == "https" && http.host() == https.host() &&
           http.path() == https.path() && http.query() == https.query();
}

/// Learns a permanent redirect after three good polls that ended at the same target, http -> https at once.
/// Gives the event to tell when the URL changed.
std::optional<message::SourceEvent> learn_move(SourceState& state, const Response& response) {
    const auto& hops = response.redirects;
    // A chain is as permanent as its first hops: what follows a temporary one is not learnt.
    auto first_temporary = std::find_if_not(hops.begin(), hops.end(), is_permanent);
    if (first_temporary == hops.begin()) {
        state.moved_to.clear();
        state.moved_count = 0;
        return {};
    }
    Url target = std::prev(first_temporary)->to.without_fragment();
    state.moved_count = state.moved_to == target.str() ? state.moved_count + 1 : 1;
    state.moved_to = target.str();
    if (state.moved_count < good_polls_to_move && !only_scheme_differs(hops.front().from, target)) return {};
    message::SourceEvent event{message::SourceKind::moved, fmt::format("{} -> {}", state.url, target.str()), {}, {}};
    state.url = std::exchange(state.moved_to, {});
    state.moved_count = 0;
    return event;
}

/// Does an answer speak for the address that was asked? Not at the end of redirects that are for now: there may stand
/// anybody, the login page of a network among them.
bool is_own_answer(const Response& response) {
    return std::all_of(response.redirects.begin(), response.redirects.end(), is_permanent);
}

/// Where a move was learnt to there is nothing any more: the configured address is asked next, which may be well again.
/// When it is not, it is the learnt one's turn; `moved_to` keeps that meanwhile, `moved_count` is 0.
void doubt_move(SourceState& state, const std::string& configured, int status) {
    if (state.moved_count == 0 && !state.moved_to.empty()) {
        state.url = std::exchange(state.moved_to, {});
        state.validators = {};
    } else if (state.url != configured && (status == 404 || status == 410)) {
        state.moved_to = std::exchange(state.url, configured);
        state.moved_count = 0;
        state.validators = {};  // they are of the other address
    }
}

/// Takes what a poll showed into the state; a change of health is an event and a line in the log.
void show(Visited& visited, Observation observation) {
    Outcome& outcome = visited.outcome;
    HealthStep step = observe(health_of(*outcome.state), observation);
    set_health(*outcome.state, step.state);
    if (!step.event) return;
    step.event->next = outcome.due;
    outcome.events.push_back(*step.event);
    visited.degraded = step.state.health != Health::ok;
    visited.log =
        log::Line{visited.degraded ? fmt::format("source {}", name_of(step.state.health)) : "source recovered",
                  {{"source", outcome.source}}};
    if (visited.degraded) visited.log->fields.emplace_back("why", step.state.reason);
}

/// When to come back, by what is known after the visit. `limits` has what belongs to the installation.
void set_due(const Visit& visit, Visited& visited, const Pace& limits, const SourceState& after) {
    visited.pace = pace_of(after, visit.source.options(), limits.min_interval);
    visited.pace.jitter = limits.jitter;
    visited.outcome.due = next_due(visited.pace, visited.outcome.now);
}

/// When a poll that robots.txt stopped is looked at again: when that may say something else, but never sooner than any
/// poll. No request is made until then, so failures do not count.
TimePoint after_robots(const Gate& gate, const Pace& pace, TimePoint now) {
    const Duration spread(static_cast<Duration::rep>(60'000 * pace.jitter));
    return std::max(gate.again + spread, now + std::max(pace.min_interval, Duration(1000)));
}

void failed_poll(const Visit& visit, Visited& visited, const Pace& pace, const Error& error, int status) {
    using Poll = Observation::Poll;
    Outcome& outcome = visited.outcome;
    visited.why = error.what;
    const bool is_refused = is_blocking(status) || visit.gate.kind == Gate::Kind::closed;
    const Poll poll = status == 410 ? Poll::gone : is_refused ? Poll::blocked : Poll::failed;
    const Observation observation{poll, error.what, outcome.now};
    // How long an error holds is the word of whoever serves the address, not of a page that stands in its place.
    if (status < 400 || status >= 500) outcome.state->fresh_for.reset();
    SourceState after = *outcome.state;
    set_health(after, observe(health_of(after), observation).state);
    set_due(visit, visited, pace, after);
    if (!visit.gate.is_open()) outcome.due = after_robots(visit.gate, pace, outcome.now);
    if (after.health == Health::gone) outcome.due.reset();
    const std::string from = outcome.state->url;
    doubt_move(*outcome.state, visit.source.options().url, status);
    // Without them the next answer is whole, and smaller is the request (RFC 6585, section 5).
    if (status == 431 || status == delta_status) outcome.state->validators = {};
    if (outcome.state->url != from)
        visited.moved = log::Line{"source asked elsewhere",
                                  {{"source", outcome.source}, {"from", from}, {"to", outcome.state->url}}};
    show(visited, observation);
}

// A validator is sent back with each poll: one that is too large for a request would make all of them fail.
std::string kept(std::string_view validator) {
    constexpr std::size_t longest = 4096;
    return validator.size() <= longest ? std::string(validator) : std::string();
}

/// Nothing when the answer does not tell: it broke off, perhaps before it named a hub.
std::optional<HubOffer> offer_of(const Visit& visit, const Response& response, const Harvest& harvest) {
    HubOffer offer = source::announced_hub(response, harvest.feed, visit.source.options().kind, visit.job.state.push);
    if (harvest.cut && offer.hub.empty()) return {};
    return offer;
}

/// The validators to send the next time, once the answer was read. `url` is where it will be asked for then.
Validators validators_after(const Validators& before, const Response& response, const std::string& url) {
    Validators validators{kept(response.header("etag")), kept(response.header("last-modified"))};
    // A 304 may bring newer validators, or none: then those it confirmed stay (RFC 9111 section 4.3.4). What a 226
    // does not name is still that of the state before, to which its entries are added.
    if (!has_document(response.status)) {
        if (validators.etag.empty()) validators.etag = before.etag;
        if (validators.last_modified.empty()) validators.last_modified = before.last_modified;
    }
    if (validators == Validators() || response.redirects.empty()) return validators;
    const std::string from = response.url.without_fragment().str();
    if (from != url) validators.from = kept(from);
    return validators;
}

/// A damaged answer was not had: the next one is asked for as if it had not come. Where it came with the very
/// validators of the one before, these say nothing.
Validators validators_after_damage(const Validators& before, const Response& response) {
    const bool same =
        response.header("etag") == before.etag && response.header("last-modified") == before.last_modified;
    return same ? Validators() : before;
}

// Its validators would be those of a document that nobody here has.
Error unasked_304(const Response& response) {
    return {Errc::http_status,
            shown(response.url) + ": HTTP status 304: not modified, says an answer to a request without a condition"};
}

void good_poll(const Visit& visit, const Response& response, Visited& visited, const Pace& pace,
               std::optional<Harvest> harvest) {
    const auto& [source, job, caution, now, gate] = visit;
    SourceState& state = *visited.outcome.state;
    const bool damaged = harvest && harvest->cut;
    const std::string from = state.url;
    std::optional<message::SourceEvent> moved;
    if (!damaged) moved = learn_move(state, response);
    state.validators = damaged ? validators_after_damage(job.state.validators, response)
                               : validators_after(job.state.validators, response, state.url);

    std::string repaired = response.status == 304 ? state.reason : "";
    if (state.health != Health::ok) repaired.clear();
    std::size_t fresh = 0;
    if (harvest) {
        repaired = noted_problems(*harvest, visited.outcome);
        // What a 226 leaves out of what a feed says of itself still holds.
        if (!damaged && has_document(response.status)) state.hints = hints_of(harvest->feed);
        if (source.options().websub) visited.outcome.hub = offer_of(visit, response, *harvest);
        const bool can_tell = std::min(job.state.known.size(), harvest->size()) >= fewest_to_overtake;
        fresh = take_harvest(visit, std::move(*harvest), visited);
        state.overtaken = can_tell && visited.unchanged == 0 && has_document(response.status);
    }
    if (state.polls > 0 && state.last_success)
        state.rhythm =
            updated_rhythm(state.rhythm, fresh, std::max(Duration(0), now - *state.last_success), source.options());
    // When a damaged answer was the first one, the next one is the first, too, for what it brings is as old; but not
    // for ever.
    if (!damaged || state.polls > 0 || state.last_success) ++state.polls;
    state.last_success = now;
    // A 304 that does not say how long it is fresh leaves what was said before (RFC 9111 section 4.3.4).
    if (response.status == 304 && !state.fresh_for) state.fresh_for = job.state.fresh_for;
    SourceState after = state;
    after.failures = 0;
    if (fresh > 0) after.push = {};  // its hub did not send all
    set_due(visit, visited, pace, after);
    show(visited, {Observation::Poll::good, std::move(repaired), now});
    if (!visited.log && !state.reason.empty() && state.reason != job.state.reason)
        visited.log = log::Line{"answer repaired", {{"source", job.source}, {"what", state.reason}}};
    if (moved) {
        visited.moved = log::Line{"source moved", {{"source", job.source}, {"from", from}, {"to", state.url}}};
        moved->since = now;
        visited.outcome.events.push_back(std::move(*moved));
    }
}

/// Why an answer is not one to be read.
std::optional<Error> refusal(const Visit& visit, const Response& answer) {
    if (answer.status == delta_status) return delta_fault(visit, answer);
    if (!has_document(answer.status)) return source::status_error(answer, visit.source.options());
    return {};
}

}  // namespace

Visited visited_poll(const Visit& visit, const Result<Response>& answer, const Pace& pace) {
    const auto& [source, job, caution, now, gate] = visit;
    Visited visited{outcome_of(job, now), {}, false};
    Outcome& outcome = visited.outcome;
    outcome.state = job.state;
    outcome.state->last_attempt = now;
    outcome.state->last_status = answer ? answer->status : 0;
    outcome.state->fresh_for = answer ? freshness(*answer, now) : std::nullopt;
    const std::optional<Duration> asked = answer ? retry_after(*answer, now) : std::nullopt;
    outcome.state->rests_until = asked ? std::optional(now + *asked) : std::nullopt;

    if (caution >= Caution::no_fetch) {
        failed_poll(visit, visited, pace, {Errc::syntax, deaths_of(job)}, 0);
    } else if (!gate.is_open()) {
        failed_poll(visit, visited, pace, {Errc::network, gate.why}, 0);
    } else if (!answer) {
        failed_poll(visit, visited, pace, answer.error(), 0);
    } else if (answer->status == 304 && job.state.validators == Validators()) {
        failed_poll(visit, visited, pace, unasked_304(*answer), answer->status);
    } else if (answer->status == 304) {
        good_poll(visit, *answer, visited, pace, {});
    } else if (auto refused = refusal(visit, *answer)) {
        const bool is_gone_elsewhere = is_gone(answer->status) && !is_own_answer(*answer);
        failed_poll(visit, visited, pace, *refused, is_gone_elsewhere ? 0 : answer->status);
    } else if (auto harvest = source.read(job, *answer, now)) {
        harvest->delta = answer->status == delta_status;
        good_poll(visit, *answer, visited, pace, std::move(*harvest));
    } else {
        failed_poll(visit, visited, pace, harvest.error(), answer->status);
    }
    return visited;
}

}  // namespace newsbus::ingest
