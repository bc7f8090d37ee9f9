#pragma once

#include "base/time.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

namespace newsbus::ledger {

/// Ends the visit of `no`: the job is due again when the Outcome says so, or done.
void finish_job(Transaction& rows, const Outcome& outcome, const JobRow& job);

/// Makes the job of an entry that wants its page or a visit of its own, or gives the one that waits the new draft. True
/// when it made one.
bool queue_page(Transaction& rows, SourceNo source, const Seen& seen, Entry draft, TimePoint now);

/// Makes the job of a further document. One that waits already is due at once; one that is out is visited again: what
/// was fetched may be older.
void queue_part(Transaction& rows, SourceNo source, const PartJob& part, TimePoint now);

/// Gives a page job up, so that the next poll brings its entry again, as if it had changed: nothing was published of
/// it.
void give_up_page(Transaction& rows, SourceNo source, const PageRow& page);

/// Makes the poll of a source.
void add_poll(Transaction& rows, SourceNo source, TimePoint due);

}  // namespace newsbus::ledger
