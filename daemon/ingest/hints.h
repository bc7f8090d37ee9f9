#pragma once

#include "base/time.h"
#include "work/harvest.h"
#include "work/job.h"

namespace newsbus::ingest {

/// What a feed says about when to read it. The shortest time between two reads is `ttl` or updatePeriod /
/// updateFrequency, whichever is longer; a frequency without a period counts per day. skipHours and skipDays are taken
/// as they are, unless they skip all hours or all days.
PollHints hints_of(const FeedInfo& feed);

/// The first moment from `time` on that stands neither in a skipped hour nor on a skipped day.
TimePoint first_not_skipped(const PollHints& hints, TimePoint time);

}  // namespace newsbus::ingest
