#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "ingest/visit_report.h"
#include "ledger/polls.h"

namespace newsbus::service {

// The JSON of POST /poll and POST /poll/wait (docs/operations.md).

/// {"sources": ["bbc-world"]}, {"all": true} or {"failing": true}; "force" besides. Errc::syntax for anything else.
Result<ledger::PollWish> poll_wish(const boost::json::object& asked);

/// {"sources": [{"source", "poll": "now", "soon", "rests", "running" or "unknown", "due"}], "mark"}.
boost::json::object promises_json(std::span<const ledger::PollPromise> promises, std::uint64_t mark);

/// Which polls somebody waits for: those of `sources` that ended after `mark`.
struct PollWait {
    std::vector<std::string> sources;
    std::uint64_t mark = 0;
    bool operator==(const PollWait&) const = default;
};

/// {"sources": ["bbc-world"], "mark": 12}. Errc::syntax for anything else.
Result<PollWait> poll_wait(const boost::json::object& asked);

/// {"polls": [{"source", "status", "bytes", "ms", "new", "updated", "unchanged", "pages", "next", "why"}]}.
boost::json::object polls_json(std::span<const ingest::VisitReport> polls);

}  // namespace newsbus::service
