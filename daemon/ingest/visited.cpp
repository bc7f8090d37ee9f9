#include "ingest/visited.h"

#include <utility>

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

Visited visited_by(const Visit& visit, const Result<Response>& answer, Pace pace) {
    switch (visit.job.kind) {
        case JobKind::page:
            return visited_page(visit, answer);
        case JobKind::part:
            return visited_part(visit, answer);
        default:
            return visited_poll(visit, answer, std::move(pace));
    }
}

}  // namespace newsbus::ingest
