#pragma once

#include "ledger/policy.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

namespace newsbus::ledger {

/// Records everything that one visit caused: the new state of the source, when the job is due again, events, entries
/// (as rules.h decides), parts, notes, and what the site's pages taught. Says in the Receipt what became of it. When
/// the job has ended meanwhile nothing is recorded: Receipt::obsolete.
/// Throws Failure; rolling back what was written until then is the caller's work.
Receipt record(Transaction& rows, const Outcome& outcome, const Policy& policy);

}  // namespace newsbus::ledger
