#pragma once

#include <optional>
#include <string_view>

#include "date/date_context.h"
#include "date/parsed_date.h"

namespace newsbus {

/// Reads a publisher's date: RFC 822/2822, RFC 3339, W3CDTF, ISO 8601, asctime and what feeds and pages write instead
/// (month names and parts of the day in many languages, digits of all scripts, the calendars of Iran, Thailand, Japan
/// and Taiwan, named zones, missing zones, 7.08 pm, 24:00, two-digit years). It never invents a date. Nothing for text
/// that is impossible, ambiguous (03-04-05; 4/3/2020 and "6 lip 2024" in no known language), a placeholder (year 1,
/// 1970-01-01T00:00:00Z), no date, or longer than 200 bytes. A time of day is left out, and the precision then is
/// `day`, when its zone is unknown or means several zones ("10:30 XYZ"), when it is unclear by itself ("midnight"), or
/// when it may be of the morning or of the afternoon: an unknown word stands beside it. Linear.
std::optional<ParsedDate> parse_date(std::string_view text, const DateContext& context = {});

/// Does a short text hold the year of a date, as one of those calendars writes it: "2024", "२०२४", "2567" beside Thai
/// letters, "۱۴۰۲", "令和6"? Much quicker than parse_date.
bool has_year(std::string_view text);

}  // namespace newsbus
