// Whatever is read as a date lies in the years of news, and is read again when it is printed; the short way for plain
// forms has the outcome of the long one.
#include "date/date.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace std::chrono;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto date = newsbus::parse_date(text);
    // A blank in front keeps a text from being read the short way.
    if (size < 200 && newsbus::parse_date(" " + std::string(text)) != date) std::abort();
    if (!date) return 0;
    if (date->time < sys_days(year(1899) / 12 / 30) || date->time > sys_days(year(2100) / 1 / 3)) std::abort();
    bool at_the_edge = date->time < sys_days(year(1900) / 1 / 1) || date->time >= sys_days(year(2100) / 1 / 1);
    auto again = newsbus::parse_date(newsbus::format_rfc3339(date->time));
    if (!at_the_edge && (!again || again->time != date->time)) std::abort();
    return 0;
}
