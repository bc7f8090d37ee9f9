#pragma once

#include "base/time.h"
#include "work/harvest.h"
#include "work/job.h"

namespace newsbus::ingest {

/// What a feed says about when to read it: the longer one of `ttl` and updatePeriod / updateFrequency (a frequency
/// alone is that of a day), skipHours and skipDays. A feed that skips all hours or all days of the week says nothing.
PollHints hints_of(const FeedInfo& feed);

/// The first moment from `time` on that stands neither in a skipped hour nor on a skipped day.
TimePoint first_not_skipped(const PollHints& hints, TimePoint time);

}  // namespace newsbus::ingest
