#pragma once

#include <optional>
#include <string_view>

#include "date/parsed_date.h"

/// What the readers of dates share. Only this folder includes it.
namespace newsbus::date {

/// A date as written, in the local time of its zone.
struct Fields {
    int year = 0, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0, millis = 0;
    int offset = 0;  ///< minutes east of Greenwich
    DatePrecision precision = DatePrecision::day;
};

/// Is it a day of the years of news, and a time that clocks show?
bool is_possible(const Fields& fields);

/// The date and time as if they were those of Greenwich. `fields` are possible.
TimePoint local_time(const Fields& fields);

/// The moment they mean; nothing for what cannot be, lies outside the years of news, or is a zero printed as a date.
std::optional<ParsedDate> instant(const Fields& fields);

/// Reads the two forms that nearly all feeds have, "Tue, 10 Mar 2020 08:09:10 +0100" (RFC 822, the day's name may be
/// missing) and "2020-03-10T08:09:10+01:00" (RFC 3339), with the outcome the tolerant reader would have. Nothing when
/// `text` is in neither form to the letter.
std::optional<Fields> plain_fields(std::string_view text);

}  // namespace newsbus::date
