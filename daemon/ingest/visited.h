#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "ingest/caution.h"
#include "ingest/gate.h"
#include "ingest/next_due.h"
#include "ingest/slices.h"
#include "source/source.h"
#include "work/job.h"
#include "work/outcome.h"
#include "work/response.h"

namespace newsbus::ingest {

/// One visit as those who decide about it see it. The references must outlive it.
struct Visit {
    const source::Source& source;
    const Job& job;
    Caution caution;  ///< caution_of(job), asked once
    TimePoint now;
    Gate gate = {};  ///< gate_of(): a visit that it stops has no answer
};

/// A visit after reading and deciding, before the plugin chain. Entries that become no jobs still go through the chain.
struct Visited {
    Outcome outcome;                      ///< complete but for the work of the chain
    std::optional<log::Line> log;         ///< what is worth telling the operator
    bool degraded = false;                ///< `log` is a warning
    std::optional<log::Line> moved = {};  ///< the source is polled at another address from now on
    Pace pace = {};                       ///< polls: what decided outcome.due
    std::string why = {};                 ///< why the visit failed; "" = it did not
    int unchanged = 0;                    ///< entries that the last answer had already: they are not in the outcome
    std::unique_ptr<Unread> unread = {};  ///< entries that follow those of `outcome`; nullptr = none do
    Duration pause{0};                    ///< robots: how long the host wants to rest (crawl-delay)
    std::uint64_t memory = 0;             ///< bytes that all of this takes, as measured by whoever had it read
};

/// The Outcome of a visit of `job` that ended at `now`, with nothing in it yet.
Outcome outcome_of(const Job& job, TimePoint now);

/// Decides what an answered or failed poll means: the new state of the source, its next due time and events, the
/// entries that are new or changed since the last answer, page jobs. Pure. `pace` has the installation's limits and the
/// jitter; the rest is filled in here.
Visited visited_poll(const Visit& visit, const Result<Response>& answer, const Pace& pace);

/// The same for a part: its entries, or when to try again.
Visited visited_part(const Visit& visit, const Result<Response>& answer);

/// The same for a page: an entry to publish, or when to try again. The page completes the entry, unless the job is a
/// visit of its own (Intent::visit_alone), which fetches nothing.
Visited visited_page(const Visit& visit, const Result<Response>& answer);

/// The same for a robots.txt: what is remembered of it from now on. The job is done either way: when it could not be
/// had, what is remembered says when to ask again.
Visited visited_robots(const Visit& visit, const Result<Response>& answer, double jitter);

/// The same for what a hub sent, read in the place of a poll that is due at another time. What was fetched stays as it
/// is known: validators, health, when the poll is due. What cannot be read makes the poll due.
Visited visited_push(const Visit& visit, const Response& response, const Pace& pace);

/// What a visit of a hub depends on besides its job.
struct LeaseTerms {
    std::string callback;  ///< base URL of the callback
    TimePoint now{};
    Duration least{0};  ///< between two requests
    double jitter = 0;  ///< 0 to 1
};

/// Decides what the answer of a hub means, and when it is asked again. Pure.
Visited visited_lease(const Job& job, const Result<Response>& answer, const LeaseTerms& terms);

/// The one of these that the kind of the job asks for, or visited_push() for what was pushed. Not for leases.
Visited visited_by(const Visit& visit, const Result<Response>& answer, const Pace& pace);

}  // namespace newsbus::ingest
