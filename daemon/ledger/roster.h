#pragma once

#include "ledger/transaction.h"

#include <span>
#include <string>

namespace newsbus::ledger {

/// What the configuration says about a source, as far as the ledger must know.
struct ConfiguredSource {
    std::string id;
    std::string url;
    std::string previous_id;    ///< take over the state of this source, once
    std::string name = {};      ///< for people
    std::string callback = {};  ///< base URL that hubs are told; "" = it wants no subscription
    bool operator==(const ConfiguredSource&) const = default;
};

/// When sources that were never polled are polled first: one at `begin`, each further one `apart` later.
struct FirstPolls {
    TimePoint begin;
    Duration apart{0};
};

/// Makes the stored sources those of the configuration.
/// A new source gets a poll job; one that was never polled is polled as `first` says, all others when they are due
/// anyway. A source that is missing keeps its state and is no longer polled. A changed URL counts at once: validators
/// are forgotten, entries stay known.
/// Jobs that end this way are deleted, so an Outcome that still comes for one is obsolete.
void set_sources(Transaction& rows, std::span<const ConfiguredSource> configured, const FirstPolls& first);

}  // namespace newsbus::ledger
