#include "ingest/visited.h"

#include "ingest/rest.h"

namespace newsbus::ingest {

Outcome outcome_of(const Job& job, TimePoint now) {
    Outcome outcome;
    outcome.job = job.id;
    outcome.kind = job.kind;
    outcome.source = job.source;
    outcome.now = now;
    outcome.attempt = job.attempt;
    return outcome;
}

namespace {

Visited visited_as(const Visit& visit, const Result<Response>& answer, const Pace& pace) {
    if (answer && answer->pushed) return visited_push(visit, *answer, pace);
    switch (visit.job.kind) {
        case JobKind::page:
            return visited_page(visit, answer);
        case JobKind::part:
            return visited_part(visit, answer);
        case JobKind::robots:
            return visited_robots(visit, answer, pace.jitter);
        default:
            return visited_poll(visit, answer, pace);
    }
}

}  // namespace

Visited visited_by(const Visit& visit, const Result<Response>& answer, const Pace& pace) {
    Visited visited = visited_as(visit, answer, pace);
    visited.outcome.wants_robots = visit.gate.asks;
    if (answer) visited.outcome.rest = rest_after(visit.source.options(), *answer, visit.now, visited.outcome.due);
    return visited;
}

}  // namespace newsbus::ingest
