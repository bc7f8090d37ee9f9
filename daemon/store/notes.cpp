#include "store/notes.h"

#include "base/utf8.h"

#include <string>

namespace newsbus::store {
namespace {

constexpr int looked_back = 20;      // notes of one entry, or of one source
constexpr int most_notes = 500'000;  // kept: about 100 MB
constexpr int notes_a_call = 1000;
constexpr std::size_t longest = 1000;  // bytes of a note

/// The same decision, taken before: when for the first time, and how often.
struct Earlier {
    std::int64_t no = 0;
    TimePoint first{};
    std::int64_t times = 0;
};

Earlier find_earlier(Database& database, const Noted& about, std::string_view what) {
    Query row = database.query(
        "SELECT no, what, identifier, first, times FROM note WHERE id = ? AND source = ? ORDER BY no DESC LIMIT ?",
        about.id, about.source, looked_back);
    while (row.next())
        if (row.bytes(1) == what && row.bytes(2) == about.identifier)
            return {row.integer(0), row.time(3), row.integer(4)};
    return {};
}

}  // namespace

void write_note(Database& database, const Noted& about, std::string_view what, TimePoint now) {
    std::string text = shortened(what, longest);
    Earlier earlier = find_earlier(database, about, text);
    if (earlier.no != 0) database.run("DELETE FROM note WHERE no = ?", earlier.no);
    database.run("INSERT INTO note(source, identifier, id, time, first, times, what) VALUES(?, ?, ?, ?, ?, ?, ?)",
                 about.source, about.identifier, about.id, now, earlier.no != 0 ? earlier.first : now,
                 earlier.times + 1, text);
}

bool trim_notes(Database& database, TimePoint young) {
    int count = database.run(
        "DELETE FROM note WHERE no IN (SELECT no FROM note ORDER BY no LIMIT ?) AND"
        " (time < ? OR no <= (SELECT max(no) FROM note) - ?)",
        notes_a_call, young, most_notes);
    return count == notes_a_call;
}

}  // namespace newsbus::store
