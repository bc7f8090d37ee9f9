// Whatever is read as a date lies in the years of news, and is read again when it is printed.
#include "base/date.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace std::chrono;
    auto date = newsbus::parse_date(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!date) return 0;
    if (date->time < sys_days(year(1899) / 12 / 30) || date->time > sys_days(year(2100) / 1 / 3)) std::abort();
    bool at_the_edge = date->time < sys_days(year(1900) / 1 / 1) || date->time >= sys_days(year(2100) / 1 / 1);
    auto again = newsbus::parse_date(newsbus::format_rfc3339(date->time));
    if (!at_the_edge && (!again || again->time != date->time)) std::abort();
    return 0;
}
