#pragma once

#include "base/time.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

namespace newsbus::ledger {

/// Ends the visit of `job`: it is due again when the Outcome says so, else it is done and deleted. Ends the job's lease
/// either way.
void finish_job(Transaction& rows, const Outcome& outcome, const JobRow& job);

/// Makes the job of an entry that wants its page or a visit of its own. When the entry has one already, that job gets
/// the new draft. True when it made one.
bool queue_page(Transaction& rows, SourceNo source, const Seen& seen, Entry draft, TimePoint now);

/// Makes the job of a part. When there is one already it becomes due at once; when it is being visited right now it is
/// visited once more, since what was fetched may be older.
void queue_part(Transaction& rows, SourceNo source, const PartJob& part, TimePoint now);

/// Gives a page job up of which nothing was published. The next poll then brings its entry again, as if it had changed.
void give_up_page(Transaction& rows, SourceNo source, const PageRow& page);

/// Makes the poll of a source.
void add_poll(Transaction& rows, SourceNo source, TimePoint due);

}  // namespace newsbus::ledger
