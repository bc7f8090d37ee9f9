#pragma once

#include <optional>

#include "base/time.h"
#include "source/options.h"
#include "work/outcome.h"
#include "work/response.h"

namespace newsbus::ingest {

/// The rest that an answer asks for on behalf of its whole host: status 429 (RFC 6585 section 4), or 503 that says for
/// how long. Without a Retry-After it is as long as the source itself stays away (`due`), 6 hours at most. Nothing for
/// other answers, where the source has `host_rest = "source"`, and for private addresses: what one server there says
/// holds for no other.
std::optional<Rest> rest_after(const source::Options& options, const Response& answer, TimePoint now,
                               std::optional<TimePoint> due);

}  // namespace newsbus::ingest
