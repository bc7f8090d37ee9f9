#include "date/persian.h"
#include "date/words.h"

#include <unicode/ucal.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace newsbus::date {
namespace {

using namespace std::chrono;

constexpr std::string_view names[12] = {"فروردین حمل وری", "اردیبهشت ثور غویی", "خرداد جوزا غبرگولی", "تیر سرطان چنگاښ",
                                        "مرداد اسد زمری",  "شهریور سنبله وږی",  "مهر میزان تله",      "آبان عقرب لړم",
                                        "آذر قوس لیندۍ",   "دی جدی مرغومی",     "بهمن دلو سلواغه",    "اسفند حوت کب"};

}  // namespace

std::optional<int> persian_month(std::string_view word) {
    static const auto months = [] {
        std::map<std::string, int, std::less<>> all;
        for (int month = 1; month <= 12; ++month)
            for_each_word(names[month - 1], [&](std::string_view name) { all.emplace(folded(name), month); });
        return all;
    }();
    auto found = months.find(word);
    if (found == months.end()) return std::nullopt;
    return found->second;
}

bool from_persian(PersianDay& day) {
    if (day.year < 1300 || day.year > 1499 || day.month < 1 || day.month > 12 || day.day < 1) return false;
    UErrorCode status = U_ZERO_ERROR;
    const char16_t greenwich[] = u"GMT";
    const std::unique_ptr<UCalendar, void (*)(UCalendar*)> calendar(
        ucal_open(greenwich, -1, "fa@calendar=persian", UCAL_DEFAULT, &status), ucal_close);
    if (U_FAILURE(status)) return false;
    ucal_setAttribute(calendar.get(), UCAL_LENIENT, 0);  // no 31st in a month of 30 days
    ucal_clear(calendar.get());
    ucal_setDate(calendar.get(), day.year, day.month - 1, day.day, &status);
    const double since_1970 = ucal_getMillis(calendar.get(), &status);
    if (U_FAILURE(status)) return false;
    const year_month_day date{floor<days>(sys_time<milliseconds>(milliseconds(static_cast<std::int64_t>(since_1970))))};
    day = {int(date.year()), static_cast<int>(unsigned(date.month())), static_cast<int>(unsigned(date.day()))};
    return true;
}

}  // namespace newsbus::date
