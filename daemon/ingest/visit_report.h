#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/time.h"
#include "ingest/visited.h"
#include "work/job.h"
#include "work/outcome.h"

namespace newsbus::ingest {

/// What one visit came to, for the log, `newsbus poll` and the tests. Made once the visit is settled: it was committed,
/// or found to be obsolete. A visit that was given up (a stop, a source that a reload took away) has none.
struct VisitReport {
    std::string source;
    JobKind kind = JobKind::poll;
    bool pushed = false;  ///< a hub sent what was read: it was no poll
    std::string url;
    int status = 0;                             ///< HTTP; 0 = there was no answer
    std::uint64_t bytes = 0;                    ///< of the body, on the wire
    Duration took{0};                           ///< the fetch
    int fresh = 0, updated = 0, unchanged = 0;  ///< articles; `fresh` ones were published or are backfill
    int dropped = 0;                            ///< by a plugin
    int duplicates = 0;                         ///< see Receipt
    int quiet = 0;                              ///< left out by `backfill`
    int pages = 0;                              ///< articles that wait for their page
    std::optional<TimePoint> next;              ///< when the same is visited again; nothing = it is done
    std::string why;                            ///< why it failed; "" = it did not
    bool obsolete = false;                      ///< nothing of it was kept: see Receipt::obsolete
    Health health = Health::unknown;            ///< of the source after it; polls only
    std::string reason;                         ///< SourceState::reason after it; polls only
    bool operator==(const VisitReport&) const = default;
};

/// What is known of a visit before it is committed.
VisitReport report_of(const Job& job, const Result<Response>& answer, Duration took, const Visited& visited);

/// Adds what the store made of it, or of one more slice of it.
void add_receipt(VisitReport& report, const Receipt& receipt);

/// `visit source=... kind=poll url=... status=200 bytes=12345 ms=87 new=3 updated=0 unchanged=27 next=...`: one line,
/// in this order; `dropped`, `duplicates`, `quiet`, `pages`, `next` and `why` only when there is something to say.
log::Line line_of(const VisitReport& report);

}  // namespace newsbus::ingest
