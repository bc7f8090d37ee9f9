#include "ingest/harvested.h"
#include "ingest/http_status.h"
#include "ingest/visited.h"

#include "base/utf8.h"
#include "source/status_words.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>

namespace newsbus::ingest {
namespace {

constexpr int most_attempts = 8;
constexpr Duration longest_pause = std::chrono::hours(24);

/// When to try again after the failed attempt of that number.
TimePoint next_attempt(const source::Options& options, int attempt, const Result<Response>& answer, TimePoint now) {
    Duration pause = options.interval;
    for (int i = 1; i < attempt && pause < longest_pause; ++i) pause *= 2;
    if (answer) pause = std::max(pause, retry_after(*answer, now).value_or(Duration(0)));
    return now + std::min(pause, longest_pause);
}

}  // namespace

Visited visited_part(const Visit& visit, const Result<Response>& answer) {
    const auto& [source, job, caution, now, gate] = visit;
    Visited visited{outcome_of(job, now), {}, false};
    Outcome& outcome = visited.outcome;

    std::string& why = visited.why;
    bool final = true;
    if (caution >= Caution::no_fetch) {
        why = deaths_of(job);
    } else if (!gate.is_open()) {
        why = gate.why;
        final = gate.kind == Gate::Kind::closed;
    } else if (!answer) {
        why = answer.error().what;
        final = answer.error().code == Errc::too_large;
    } else if (!has_document(answer->status)) {
        why = source::status_words(*answer, source.options());
        final = !may_pass(answer->status);
    } else if (auto harvest = source.read(job, *answer, now)) {
        noted_problems(*harvest, outcome);
        take_part(visit, std::move(*harvest), visited);
        return visited;
    } else {
        why = harvest.error().what;
    }

    if (gate.kind == Gate::Kind::unreachable) {
        outcome.due = gate.again;
        return visited;
    }
    outcome.attempt = job.attempt + 1;
    if (!final && outcome.attempt < most_attempts) {
        outcome.due = next_attempt(source.options(), outcome.attempt, answer, now);
        return visited;
    }
    outcome.notes.push_back({"", fmt::format("{} is left out until it changes or a month is over: {}",
                                             shortened(job.url, 200), shortened(why, 300))});
    visited.log = log::Line{"part failed", {{"source", job.source}, {"url", shortened(job.url, 200)}, {"why", why}}};
    visited.degraded = true;
    return visited;
}

}  // namespace newsbus::ingest
