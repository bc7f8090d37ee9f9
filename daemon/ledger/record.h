#pragma once

#include "ledger/policy.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

namespace newsbus::ledger {

/// Records everything that one visit caused, and says what became of it: the new state of the source, when the job is
/// due again, its events, entries (by rules.h), parts and notes, and what the site taught. Nothing is recorded when the
/// job ended meanwhile: Receipt::obsolete. Throws Failure; what was written until then is the caller's to roll back.
Receipt record(Transaction& rows, const Outcome& outcome, const Policy& policy);

}  // namespace newsbus::ledger
