#pragma once

#include "ledger/transaction.h"

namespace newsbus::ledger {

/// Writes a note; only source, identifier, id, what and time of it count. When one of the entry's last notes says the
/// same, the new one replaces it and counts how often: a feed that causes the same decision at every poll does not fill
/// the table.
void write_note(LogRows& rows, NoteRow note);

}  // namespace newsbus::ledger
