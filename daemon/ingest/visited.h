#pragma once

#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "ingest/caution.h"
#include "ingest/next_due.h"
#include "source/source.h"
#include "work/job.h"
#include "work/outcome.h"
#include "work/response.h"

namespace newsbus::ingest {

/// One visit: what is visited, how careful, and when it ended. Its references outlive it.
struct Visit {
    const source::Source& source;
    const Job& job;
    Caution caution;  ///< caution_of(job), asked once
    TimePoint now;
};

/// A visit that was read and decided on, before the plugin chain: entries that become no jobs still go through it.
struct Visited {
    Outcome outcome;               ///< everything but what the chain has yet to do
    std::optional<log::Line> log;  ///< what is worth telling the operator
    bool degraded = false;         ///< `log` is a warning
    Pace pace = {};                ///< polls: what decided outcome.due
    std::string why = {};          ///< why the visit failed; "" = it did not
    int unchanged = 0;             ///< entries that the last answer had already: they are not in the outcome
};

/// The Outcome of a visit of `job` that ended at `now`, with nothing in it yet.
Outcome outcome_of(const Job& job, TimePoint now);

/// Decides what an answered, or failed, poll means: new state, next due time, the entries that are new or changed since
/// the last answer, page jobs, events of the source. Pure.
/// `pace` carries the installation's limits and the jitter; the rest is filled in here.
Visited visited_poll(const Visit& visit, const Result<Response>& answer, Pace pace);

/// The same for a part: its entries, or another attempt.
Visited visited_part(const Visit& visit, const Result<Response>& answer);

/// The same for a page: an entry to publish, completed by its page unless it is visited alone, or another attempt.
Visited visited_page(const Visit& visit, const Result<Response>& answer);

}  // namespace newsbus::ingest
