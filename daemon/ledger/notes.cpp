#include "ledger/notes.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace newsbus::ledger {
namespace {

constexpr std::size_t looked_back = 20;  // notes of one entry, or of one source
constexpr std::size_t longest = 1000;    // bytes of a note, and of its identifier

}  // namespace

std::string noted_identifier(std::string_view identifier) {
    return std::string(utf8_prefix(identifier, longest));
}

void write_note(LogRows& rows, NoteRow note) {
    note.what = shortened(note.what, longest);
    note.identifier = noted_identifier(note.identifier);
    note.first = note.time;
    for (const NoteRow& earlier : rows.last_notes(note.source, note.id, looked_back)) {
        if (earlier.what != note.what || earlier.identifier != note.identifier) continue;
        note.first = earlier.first;
        note.times = earlier.times + 1;
        rows.erase_note(earlier.no);
        break;
    }
    rows.add_note(note);
}

}  // namespace newsbus::ledger
