#include "base/freed.h"
#include "date/words.h"

#include <unicode/ucal.h>

#include <algorithm>
#include <memory>
#include <string>

namespace newsbus::date {
namespace {

struct Zone {
    std::string_view name;
    int minutes;
};
constexpr Zone zones[] = {
    {"z", 0},      {"gmt", 0},    {"utc", 0},    {"ut", 0},     {"wet", 0},     {"west", 60},   {"bst", 60},
    {"cet", 60},   {"met", 60},   {"mez", 60},   {"wat", 60},   {"cest", 120},  {"mest", 120},  {"mesz", 120},
    {"eet", 120},  {"cat", 120},  {"sast", 120}, {"eest", 180}, {"msk", 180},   {"trt", 180},   {"eat", 180},
    {"idt", 180},  {"gst", 240},  {"pkt", 300},  {"ist", 330},  {"npt", 345},   {"ict", 420},   {"wib", 420},
    {"hkt", 480},  {"sgt", 480},  {"pht", 480},  {"myt", 480},  {"awst", 480},  {"jst", 540},   {"kst", 540},
    {"acst", 570}, {"aest", 600}, {"acdt", 630}, {"aedt", 660}, {"nzst", 720},  {"nzdt", 780},  {"nst", -210},
    {"ndt", -150}, {"at", -240},  {"ast", -240}, {"adt", -180}, {"brt", -180},  {"art", -180},  {"et", -300},
    {"est", -300}, {"edt", -240}, {"ct", -360},  {"cst", -360}, {"cdt", -300},  {"mt", -420},   {"mst", -420},
    {"mdt", -360}, {"pt", -480},  {"pst", -480}, {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600},
};

}  // namespace

std::optional<int> zone_offset(std::string_view word) {
    auto found = std::ranges::find(zones, word, &Zone::name);
    if (found == std::end(zones)) return std::nullopt;
    return found->minutes;
}

Duration offset_in_zone(std::string_view name, TimePoint local) {
    UErrorCode status = U_ZERO_ERROR;
    std::u16string id(name.begin(), name.end());
    auto size = static_cast<std::int32_t>(id.size());
    UChar canonical[128];
    ucal_getCanonicalTimeZoneID(id.data(), size, canonical, 128, nullptr, &status);
    std::unique_ptr<UCalendar, Freed<ucal_close>> calendar(ucal_open(id.data(), size, "en", UCAL_GREGORIAN, &status));
    if (U_FAILURE(status)) return Duration(0);
    ucal_setMillis(calendar.get(), static_cast<UDate>(local.time_since_epoch().count()), &status);
    std::int32_t raw = 0, saving = 0;
    ucal_getTimeZoneOffsetFromLocal(calendar.get(), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, &raw, &saving, &status);
    return Duration(U_FAILURE(status) ? 0 : raw + saving);
}

}  // namespace newsbus::date
