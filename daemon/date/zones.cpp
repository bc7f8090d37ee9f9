#include "date/zones.h"
#include "base/ascii.h"
#include "base/freed.h"
#include "date/words.h"
#include "date/zone_table.h"

#include <unicode/ucal.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace newsbus::date {
namespace {

using namespace std::chrono;

struct Offsets {
    int standard = 0, saving = 0;  // minutes
};

std::optional<Offsets> offsets_in(std::string_view name, TimePoint local) {
    UErrorCode status = U_ZERO_ERROR;
    std::u16string id(name.begin(), name.end());
    auto size = static_cast<std::int32_t>(id.size());
    UChar canonical[128];
    ucal_getCanonicalTimeZoneID(id.data(), size, canonical, 128, nullptr, &status);
    std::unique_ptr<UCalendar, Freed<ucal_close>> calendar(ucal_open(id.data(), size, "en", UCAL_GREGORIAN, &status));
    if (U_FAILURE(status)) return std::nullopt;
    ucal_setMillis(calendar.get(), static_cast<UDate>(local.time_since_epoch().count()), &status);
    std::int32_t raw = 0, saving = 0;
    ucal_getTimeZoneOffsetFromLocal(calendar.get(), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, &raw, &saving, &status);
    if (U_FAILURE(status)) return std::nullopt;
    constexpr std::int32_t minute = 60'000;
    return Offsets{raw / minute, saving / minute};
}

/// The last label of a host that can be a country's, or "".
std::string country_of_host(std::string_view host) {
    while (host.ends_with('.')) host.remove_suffix(1);
    std::string label = ascii::lower(host.substr(host.rfind('.') + 1));
    if (label.size() != 2 || !std::ranges::all_of(label, ascii::is_alpha)) return {};
    return label == "uk" ? "gb" : label;
}

/// The region of a language tag, or "". Publishing systems say "en-US" when nobody told them otherwise.
std::string country_of_language(std::string_view tag) {
    for (std::size_t dash = tag.find_first_of("-_"); dash != tag.npos;) {
        std::size_t end = std::min(tag.find_first_of("-_", dash + 1), tag.size());
        std::string part = ascii::lower(tag.substr(dash + 1, end - dash - 1));
        if (part.size() == 2) return part == "us" ? std::string() : part;
        dash = end == tag.size() ? tag.npos : end;
    }
    return {};
}

const std::map<std::string_view, int>& plain_offsets() {
    static const std::map<std::string_view, int> table = [] {
        std::map<std::string_view, int> offsets;
        for (const auto& [minutes, names] : plain_zones)
            for (std::size_t begin = 0; begin < names.size();) {
                std::size_t end = std::min(names.find(' ', begin), names.size());
                offsets.emplace(names.substr(begin, end - begin), minutes);
                begin = end + 1;
            }
        return offsets;
    }();
    return table;
}

int day_number(TimePoint local) {
    year_month_day date{floor<days>(local)};
    return static_cast<int>(date.year()) * 10'000 + static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
           static_cast<int>(static_cast<unsigned>(date.day()));
}

/// Of the meanings of a name the one that the publisher has in mind.
const SharedZone* meaning_of(std::string_view name, const DateContext& context) {
    std::vector<const SharedZone*> rows;
    for (const SharedZone& row : shared_zones)
        if (row.name == name) rows.push_back(&row);
    auto first = [&rows](auto fits) {
        auto found = std::ranges::find_if(rows, fits);
        return found == rows.end() ? nullptr : *found;
    };
    for (const std::string& country : {country_of_host(context.host), country_of_language(context.language)})
        if (!country.empty())
            if (auto row = first([&](const SharedZone* one) { return lists(one->countries, country); })) return row;
    std::string language = ascii::lower(context.language.substr(0, context.language.find_first_of("-_")));
    if (!language.empty())
        if (auto row = first([&](const SharedZone* one) { return lists(one->languages, language); })) return row;
    return first([](const SharedZone* one) { return one->usual; });
}

std::optional<int> shared_offset(const SharedZone& row, TimePoint local) {
    if (row.zone.empty()) return row.minutes;
    auto offsets = offsets_in(row.zone, local);
    if (!offsets) return std::nullopt;
    // Ireland's summer time is its standard: what counts is how far it is from Greenwich.
    bool saves = offsets->saving != 0 || (row.zone == "Europe/Dublin" && offsets->standard + offsets->saving != 0);
    if (row.saving == Saving::needed && !saves) return std::nullopt;
    if (row.saving == Saving::excluded && saves) return std::nullopt;
    return row.minutes == SharedZone::of_zone ? offsets->standard + offsets->saving : row.minutes;
}

enum class Season { as_dated, standard, saving };

/// A long name taken apart: "eastern daylight time" is of "eastern".
struct LongName {
    std::string_view zone;
    Season season = Season::as_dated;
};

bool cut(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
}

std::optional<LongName> long_name(std::string_view words) {
    for (const Region& phrase : phrases)
        if (phrase.name == words) return LongName{phrase.zone};
    if (!cut(words, " time")) return std::nullopt;
    LongName name;
    if (cut(words, " standard")) name.season = Season::standard;
    if (cut(words, " daylight") || cut(words, " summer")) name.season = Season::saving;
    for (const Region& region : regions)
        if (region.name == words) {
            name.zone = region.zone;
            return name;
        }
    if (name.season == Season::as_dated) return std::nullopt;
    return name;  // some zone's, but nobody knows whose
}

std::optional<int> long_offset(const LongName& name, TimePoint local) {
    if (name.zone.empty()) return std::nullopt;
    auto offsets = offsets_in(name.zone, local);
    if (!offsets) return std::nullopt;
    constexpr int hour = 60;
    bool dated = name.season == Season::as_dated || name.zone == "Europe/Dublin";
    if (dated) return offsets->standard + offsets->saving;
    return offsets->standard + (name.season == Season::saving ? hour : 0);
}

}  // namespace

bool is_zone_abbreviation(std::string_view word) {
    return plain_offsets().contains(word) ||
           std::ranges::find(shared_zones, word, &SharedZone::name) != std::end(shared_zones) ||
           std::ranges::find(changed_zones, word, &ChangedZone::name) != std::end(changed_zones);
}

bool is_zone_phrase(std::string_view words) {
    return long_name(words).has_value();
}

std::optional<int> zone_offset(std::string_view name, TimePoint local, const DateContext& context) {
    if (auto plain = plain_offsets().find(name); plain != plain_offsets().end()) return plain->second;
    if (const SharedZone* row = meaning_of(name, context)) return shared_offset(*row, local);
    if (auto words = long_name(name)) return long_offset(*words, local);
    std::optional<int> minutes;
    for (const ChangedZone& zone : changed_zones)
        if (zone.name == name && zone.since <= day_number(local)) minutes = zone.minutes;
    return minutes;
}

std::optional<int> offset_in_zone(std::string_view name, TimePoint local) {
    auto offsets = offsets_in(name, local);
    if (!offsets) return std::nullopt;
    return offsets->standard + offsets->saving;
}

}  // namespace newsbus::date
