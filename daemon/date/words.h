#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

/// The words of written dates. Only this folder includes it.
namespace newsbus::date {

/// Lower case, compatibility forms and accents undone, all digits ASCII, the signs of East Asian dates turned into
/// punctuation: "2015年2月2日" -> "2015-2-2 ". ASCII keeps its length.
std::string folded(std::string_view text);

/// 1 to 12 for a month's name in one of some forty languages or the beginning of one (three letters or more) that fits
/// one month only. `word` is folded.
std::optional<int> month_of(std::string_view word);

/// Minutes east of Greenwich of a named zone ("est", "cest"); an abbreviation with several meanings has the one most
/// news uses. `word` is folded.
std::optional<int> zone_offset(std::string_view word);

/// The offset of an IANA zone ("Europe/Berlin", its case matters) at a local time; zero for a name nobody knows.
Duration offset_in_zone(std::string_view name, TimePoint local);

enum class Noon { before, after };

/// "am", "pm" and their like. `word` is folded.
std::optional<Noon> noon_of(std::string_view word);

}  // namespace newsbus::date
