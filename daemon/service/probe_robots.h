#pragma once

#include <optional>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "base/time.h"
#include "source/source.h"
#include "work/job.h"
#include "work/response.h"

namespace newsbus::service {

/// The visit of the robots.txt that the visit of `job` obeys; nothing when it obeys none.
std::optional<Job> robots_job(const source::Source& source, const Job& job);

/// What the answer to that visit says of the visit of `job`: {"url", "verdict": "allowed", "disallowed" or
/// "unreachable", "why"?, "crawlDelay"? (seconds)}. `job` then knows what the robots.txt says (Job::robots).
boost::json::object probed_robots(const source::Source& source, const Job& robots, const Result<Response>& answer,
                                  TimePoint now, Job& job);

}  // namespace newsbus::service
