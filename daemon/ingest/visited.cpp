#include "ingest/visited.h"

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

}  // namespace newsbus::ingest
