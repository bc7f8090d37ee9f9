#include "date/day_order.h"
#include "base/ascii.h"
#include "date/words.h"

#include <string>

namespace newsbus::date {
namespace {

// Those that write the day first. East Asia, Hungary, Lithuania and others begin with the year; Tagalog and Swahili
// have both.
constexpr std::string_view day_first_languages =
    "ar az be bg bn bs ca cs cy da de el es et fi fr ga gl gu he hi hr hy id is it ka kk km kn lo lv mk ml mr ms mt nb "
    "nl nn no pa pl pt ro ru sk sl sq sr sv ta te tg th tk tr uk ur uz vi";
constexpr std::string_view day_first_countries =
    "uk gb ie au nz in za sg hk my pk bd lk np ng ke gh ug tz zw zm mt jm tt cy eu";
constexpr std::string_view month_first_countries = "us gov mil ph";

DayOrder order_of_country(std::string_view country) {
    if (lists(day_first_countries, country)) return DayOrder::day_first;
    if (lists(month_first_countries, country)) return DayOrder::month_first;
    return DayOrder::unknown;
}

}  // namespace

DayOrder day_order(std::string_view language, std::string_view host) {
    const std::string tag = ascii::lower(language);
    const std::size_t end = tag.find_first_of("-_");
    const std::string_view primary = std::string_view(tag).substr(0, end);
    if (!primary.empty() && lists(day_first_languages, primary)) return DayOrder::day_first;
    if (primary != "en") return DayOrder::unknown;
    while (host.ends_with('.')) host.remove_suffix(1);
    const std::string last = ascii::lower(host.substr(host.rfind('.') + 1));
    if (DayOrder order = order_of_country(last); order != DayOrder::unknown) return order;
    if (last.size() == 2) return DayOrder::unknown;  // English of another country
    return end == tag.npos ? DayOrder::unknown : order_of_country(std::string_view(tag).substr(end + 1));
}

}  // namespace newsbus::date
