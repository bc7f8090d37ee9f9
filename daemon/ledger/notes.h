#pragma once

#include <string>
#include <string_view>

#include "ledger/transaction.h"

namespace newsbus::ledger {

/// The guid or address of an entry as notes have it: its first 1,000 bytes.
std::string noted_identifier(std::string_view identifier);

/// Writes a note; only source, identifier, id, what and time of it count. When one of the entry's last notes says the
/// same, the new one replaces it and counts how often: a feed that causes the same decision at every poll does not fill
/// the table.
void write_note(LogRows& rows, NoteRow note);

}  // namespace newsbus::ledger
