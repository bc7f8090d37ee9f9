#pragma once

#include <optional>
#include <string_view>

#include "date/date_context.h"
#include "date/parsed_date.h"

namespace newsbus {

/// Reads a publisher's date: RFC 822/2822, RFC 3339, W3CDTF, ISO 8601, asctime and what feeds and pages write instead
/// (month names and parts of the day in many languages, named zones, missing zones, 7.08 pm, 24:00, two-digit years).
/// It never invents a date. Nothing for text that is impossible, ambiguous (4/3/2020, 03-04-05, "6 lip 2024" in no
/// known language), a placeholder (year 1, 1970-01-01T00:00:00Z), no date, or longer than 200 bytes. A time of day is
/// left out, and the precision then is `day`, when its zone is unknown or means several zones ("10:30 XYZ"), when it is
/// unclear by itself ("midnight"), or when it may be of the morning or of the afternoon: an unknown word stands beside
/// it.
/// Linear.
std::optional<ParsedDate> parse_date(std::string_view text, const DateContext& context = {});

}  // namespace newsbus
