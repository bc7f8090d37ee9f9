#pragma once

#include "ledger/transaction.h"

namespace newsbus::ledger {

/// Writes a decision down; only source, identifier, id, what and time count. One that says what one of the entry's last
/// notes said takes its place and counts the times, so that a feed which causes the same decision at every poll does
/// not fill the table.
void write_note(LogRows& rows, NoteRow note);

}  // namespace newsbus::ledger
