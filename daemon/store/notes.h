#pragma once

#include "store/sqlite.h"

#include <cstdint>
#include <string_view>

namespace newsbus::store {

/// Whom a note is about: an entry of a source, or with an empty `id` the source itself.
struct Noted {
    std::int64_t source;
    std::string_view identifier;
    std::string_view id;
};

/// Writes a note. One that says what one of the entry's last notes said takes its place and counts the times, so that a
/// feed which causes the same decision at every poll does not fill the table.
void write_note(Database& database, const Noted& about, std::string_view what, TimePoint now);

/// Drops notes older than `young`, and the oldest when there are very many; a bounded amount of work. True when there
/// is more to drop.
bool trim_notes(Database& database, TimePoint young);

}  // namespace newsbus::store
