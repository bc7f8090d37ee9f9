#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus::extract {

/// The date of a line that is a date and little else, as written; "" when it holds none that can be read, or no year.
std::string date_in(std::string_view line);

/// A date as it stands in a text.
struct WrittenDate {
    std::size_t at = 0;  ///< byte
    std::string text;    ///< as written, "" = there is none
};

/// The first date with a year among the words of a short line: "By Anna Lind - 3 May 2023 - 2 comments".
WrittenDate date_within(std::string_view line);

/// Where a date of numbers stands whose year has two digits, "10/17/18", "05.03.24"; npos = nowhere.
std::size_t short_date_in(std::string_view line);

/// What is written for readers seldom has a zone: `stated`, the `datetime` of its element, when it may be the same
/// moment with one, else `shown`.
std::string_view with_zone(std::string_view shown, std::string_view stated);

}  // namespace newsbus::extract
