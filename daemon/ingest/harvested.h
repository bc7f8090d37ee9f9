#pragma once

#include <cstddef>
#include <string>

#include "ingest/visited.h"
#include "work/harvest.h"
#include "work/outcome.h"

namespace newsbus::ingest {

/// Turns what a poll brought into the entries and part jobs of `visited.outcome`; entries of a harvest that is not made
/// go into `visited.unread`, which refers to what `visit` refers to. What the last answer had already is left out and
/// counted in `visited.unchanged`. Updates outcome.state with what is known from now on. Returns how many articles and
/// parts are new or changed.
std::size_t take_harvest(const Visit& visit, Harvest harvest, Visited& visited);

/// The same for the answer to a part job. Nothing is remembered of the last answer of a part, so every entry goes into
/// the outcome: the ledger finds out which are new.
void take_part(const Visit& visit, Harvest harvest, Visited& visited);

/// Adds the first problems to the notes. Returns them as one line, "" when there are none.
std::string noted_problems(const Harvest& harvest, Outcome& outcome);

}  // namespace newsbus::ingest
