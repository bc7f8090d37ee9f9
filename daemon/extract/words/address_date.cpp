#include "extract/words/address_date.h"

namespace newsbus::extract {

std::string date_in_url(std::string_view path) {
    auto digits = [path](std::size_t at, std::size_t count) {
        for (std::size_t i = at; i < at + count; ++i)
            if (i >= path.size() || path[i] < '0' || path[i] > '9') return false;
        return true;
    };
    for (std::size_t at = 0; at + 10 <= path.size(); ++at) {
        if (path[at] != '/' && path[at] != '-' && path[at] != '_') continue;
        std::size_t year = at + 1;
        if (!digits(year, 4) || year + 10 > path.size()) continue;
        char separator = path[year + 4];
        if ((separator != '/' && separator != '-') || path[year + 7] != separator || !digits(year + 5, 2) ||
            !digits(year + 8, 2))
            continue;
        if (digits(year + 10, 1)) continue;
        std::string date(path.substr(year, 10));
        date[4] = date[7] = '-';
        return date;
    }
    return {};
}

}  // namespace newsbus::extract
