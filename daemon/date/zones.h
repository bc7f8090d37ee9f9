#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "date/date_context.h"

/// The zones of written dates by their names. Only this folder includes it.
namespace newsbus::date {

/// Is it an abbreviation that some zone has? `word` is folded: "est", "cest", "mesz", "мск".
bool is_zone_abbreviation(std::string_view word);

/// Are these words a zone's long name? "eastern time", "central european summer time", "horario de brasilia". They are
/// folded, with one blank between them.
bool is_zone_phrase(std::string_view words);

/// Minutes east of Greenwich that such a name meant at a local time. Of several meanings it is the one of the context's
/// country, else of its language, else the usual one; nothing when there is no usual one, or nobody had it at the time.
std::optional<int> zone_offset(std::string_view name, TimePoint local, const DateContext& context);

/// The same for an IANA zone ("Europe/Berlin", its case matters); nothing for a name nobody knows.
std::optional<int> offset_in_zone(std::string_view name, TimePoint local);

}  // namespace newsbus::date
