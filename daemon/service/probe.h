#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "base/time.h"
#include "http/client.h"
#include "plugins/host/chain.h"
#include "source/source.h"
#include "store/history.h"
#include "work/job.h"
#include "work/response.h"

namespace newsbus::service {

/// A fetch that was made by `newsbus probe`.
struct ProbedFetch {
    std::vector<http::Hop> hops;
    Result<Response> answer;
};

/// What is probed.
struct Probe {
    const source::Source& source;
    Job job;                            ///< the poll, with what is remembered of the source, if anything
    bool configured = false;            ///< the source is one of the configuration
    Duration min_interval{0};           ///< of the installation
    store::History* history = nullptr;  ///< compares entries with what was seen; nullptr = as at a first poll
    std::string no_history = {};        ///< why there is none, for a configured source
    const plugins::Chain* chain = nullptr;
    TimePoint now{};
};

/// The report of `newsbus probe`: a fetch, and what a poll would make of it:
///     {"url", "source"?, "kind", "requests": [{"url", "address", "sent": [...], "answer": [...]}],
///      "answer": {"status", "url", "headers": {...}, "charset"?, "bytesWire", "bytes", "ms"}, "health", "error"?,
///      "document": {"format", "name", "entries", "sitemaps"?, "hub"?, "topic"?, "problems": [...]}, "compared",
///      "articles": [{"event", "id", "identifier", "headline", "url", "datePublished", "page", "droppedBy"?,
///      "failures"?}], "next": {"due", "why"}}; the command adds "robots" (probe_robots.h).
/// Events other than published, updated and backfill mean that nothing would be published: "unchanged", "unpublished"
/// (unchanged, and dropped or kept back before), "waiting" (for its page), "none" (left out by backfill). Values of
/// credentials, cookies and configured headers are hidden. Pure but for reading `history`; nothing is written.
boost::json::object probe_report(const Probe& probe, const ProbedFetch& fetch);

/// The report of a second request, made with the validators of the first answer: {"sent": {...}, "status", "ms",
/// "bytesWire", "verdict"}.
boost::json::object probe_again(const Validators& validators, const Response& first, const ProbedFetch& second);

/// Could the document be fetched and read?
bool probe_succeeded(const boost::json::object& report);

}  // namespace newsbus::service
