#pragma once

#include <chrono>
#include <string>

#include "base/time.h"
#include "ingest/caution.h"
#include "source/options.h"
#include "work/job.h"

namespace newsbus::ingest {

/// What robots.txt says of a visit before it is made (RFC 9309).
struct Gate {
    enum class Kind {
        open,         ///< it may be made
        unknown,      ///< the robots.txt is to be asked for first
        unreachable,  ///< the robots.txt cannot be had, so nothing may be fetched (section 2.3.1.4)
        closed,       ///< a rule forbids it
    };
    Kind kind = Kind::open;
    bool asks = false;  ///< the robots.txt is to be asked for, be it beside the visit
    std::string why;    ///< not open: one line that names the origin, and the rule if there is one
    TimePoint again{};  ///< unreachable, closed: when it may be otherwise
    Duration pause{0};  ///< crawl-delay: how long the host wants to rest after the visit
    bool is_open() const { return kind == Kind::open; }
};

/// A host that asks for more rests this long.
inline constexpr Duration longest_crawl_delay = std::chrono::seconds(60);

/// Does the visit obey robots.txt? Pages, listings and sitemaps do, unless the source is told otherwise; a feed does
/// when it is told to; what fetches nothing, or a robots.txt, need not.
bool obeys_robots(const source::Options& options, const Job& job, Caution caution);

/// Judges the visit of `job` by what is remembered of the robots.txt of its origin (Job::robots). Pure.
Gate gate_of(const source::Options& options, const Job& job, Caution caution, TimePoint now);

}  // namespace newsbus::ingest
