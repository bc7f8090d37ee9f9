#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

namespace newsbus::ledger {

/// Under which key of MemoryKind::robots the robots.txt stands that holds for a URL: its origin; "" when that has none.
std::string robots_key(std::string_view url);

/// Ends the visit of `job`: it is due again when the Outcome says so, but not before `not_before`, else it is done and
/// deleted. Ends the job's lease either way.
void finish_job(Transaction& rows, const Outcome& outcome, const JobRow& job, TimePoint not_before = {});

/// Makes the job of an entry that wants its page or a visit of its own. When the entry has one already, that job gets
/// the new draft. True when it made one.
bool queue_page(Transaction& rows, SourceNo source, const Seen& seen, Entry draft, TimePoint now);

/// Makes the job of a part. When there is one already it becomes due at once; when it is being visited right now it is
/// visited once more, since what was fetched may be older.
void queue_part(Transaction& rows, SourceNo source, const PartJob& part, TimePoint now);

/// Makes the job of the robots.txt that holds for `place`, due at `now`, if there is none yet: it belongs to the source
/// that asks first. Returns when whoever waits for it may be visited again: right after it is due, or some seconds
/// later while somebody has it.
TimePoint queue_robots(Transaction& rows, SourceNo source, const Place& place, TimePoint now);

/// Gives a page job up of which nothing was published. The next poll then brings its entry again, as if it had changed.
void give_up_page(Transaction& rows, SourceNo source, const PageRow& page);

/// Makes the poll of a source.
void add_poll(Transaction& rows, SourceNo source, TimePoint due);

}  // namespace newsbus::ledger
