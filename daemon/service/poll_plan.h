#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "source/options.h"
#include "store/store.h"

namespace newsbus::service {

/// When a source is polled next and why, for people, one sentence a line: how it was found last, when the next poll is,
/// every term that this was decided by, and what else holds it back.
std::vector<std::string> poll_plan(const store::SourceStatus& source, const source::Options& options,
                                   Duration min_interval, TimePoint now);

}  // namespace newsbus::service
