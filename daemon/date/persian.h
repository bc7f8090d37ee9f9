#pragma once

#include <optional>
#include <string_view>

/// The calendar of Iran and Afghanistan (Jalali). Only this folder includes it.
namespace newsbus::date {

/// 1 to 12 for the name of a month, Persian, Dari or Pashto. `word` is folded.
std::optional<int> persian_month(std::string_view word);

struct PersianDay {
    int year, month, day;
};

/// Sets `day` to the day of our calendar. False when there is none, or when its year is not one of news (1300 to 1499,
/// which are 1921 to 2121).
bool from_persian(PersianDay& day);

}  // namespace newsbus::date
