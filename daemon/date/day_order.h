#pragma once

#include <string_view>

/// How numbers are read. Only this folder includes it.
namespace newsbus::date {

enum class DayOrder { unknown, day_first, month_first };

/// What stands first in "4/3/2020": the day in nearly all languages; in English it depends on the country, which the
/// site's host names (.uk), else the tag (en-US). `language` is a BCP 47 tag, "" = unknown.
DayOrder day_order(std::string_view language, std::string_view host);

}  // namespace newsbus::date
