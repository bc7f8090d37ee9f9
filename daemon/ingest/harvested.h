#pragma once

#include <cstddef>
#include <string>

#include "ingest/visited.h"
#include "work/harvest.h"
#include "work/outcome.h"

namespace newsbus::ingest {

/// Sorts what a poll brought into entries and part jobs, leaving out what the last answer had already, and
/// writes into outcome.state what is known from now on. Returns how many articles and parts are new or changed.
std::size_t take_harvest(const Visit& visit, Harvest harvest, Outcome& outcome);

/// The same for the answer to a part job, which has no last answer to compare with: the store knows what is new.
void take_part(const Visit& visit, Harvest harvest, Outcome& outcome);

/// Writes the first problems into the notes; returns them as one line, "" when there are none.
std::string noted_problems(const Harvest& harvest, Outcome& outcome);

}  // namespace newsbus::ingest
