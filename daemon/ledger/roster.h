#pragma once

#include "ledger/transaction.h"

#include <span>
#include <string>

namespace newsbus::ledger {

/// What the configuration says about a source, as far as the ledger must know.
struct ConfiguredSource {
    std::string id;
    std::string url;
    std::string previous_id;  ///< take over the state of this source, once
    std::string name = {};    ///< for people
    bool operator==(const ConfiguredSource&) const = default;
};

/// When sources that were never polled are polled first: the n-th of them `apart` after the one before it.
struct FirstPolls {
    TimePoint begin;
    Duration apart{0};
};

/// Makes the stored sources those of the configuration: new ones get a poll job, those that were never polled are
/// polled as `first` says, all others when they are due anyway. Missing ones are kept but no longer polled, a changed
/// URL is taken over at once, without validators but with everything seen. Jobs that end this way are forgotten: an
/// Outcome that still comes for one is obsolete.
void set_sources(Transaction& rows, std::span<const ConfiguredSource> configured, const FirstPolls& first);

}  // namespace newsbus::ledger
