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

/// The moment that the fields mean. Nothing when it cannot be, is outside of the years 1900 to 2099, or is
/// 1970-01-01T00:00:00 in Greenwich or its own zone: a zero printed as a date.
std::optional<ParsedDate> instant(const Fields& fields);

/// The fast path: reads the two forms that nearly all feeds have, "Tue, 10 Mar 2020 08:09:10 +0100" (RFC 822, day of
/// the week optional) and "2020-03-10T08:09:10+01:00" (RFC 3339), with the same outcome as the tolerant reader. Nothing
/// when `text` is not exactly in one of them.
std::optional<Fields> plain_fields(std::string_view text);

}  // namespace newsbus::date
