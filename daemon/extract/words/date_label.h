#pragma once

#include <cstddef>
#include <string_view>

namespace newsbus::extract {

enum class DateKind { none, published, updated };

/// What a line says of the date that stands in it, before that date, in one of some fifty languages: "Published on",
/// "Aktualisiert:", "更新日".
struct DateLabel {
    DateKind kind = DateKind::none;
    std::size_t size = 0;  ///< bytes of the line that are the label, its colon included
};

DateLabel date_label(std::string_view line);

/// Where in the line another label begins behind a first one and its date, when both dates have a year: "Published: 3
/// May 2024 | Updated: 4 May 2024". 0 = nowhere.
std::size_t second_date_label(std::string_view line);

/// Is the whole line such a label, and nothing else?
DateKind whole_date_label(std::string_view line);

}  // namespace newsbus::extract
