#include "date/calendar.h"
#include "date/persian.h"

#include <algorithm>
#include <chrono>

namespace newsbus::date {
namespace {

using namespace std::chrono;

constexpr int first_of_ours = 1600;  // a smaller year is one of Iran's

int full_year(int two_digits) {
    return two_digits + (two_digits < 69 ? 2000 : 1900);
}

struct Era {
    std::string_view name;
    int before;  ///< the year in front of its first
};
constexpr Era eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}};

bool is_thai(std::string_view word) {
    return word.starts_with("\xE0\xB8") || word.starts_with("\xE0\xB9");
}

/// Thai years are those of the Buddha, 543 more, or ours: "2567", "67", "2024", "24".
int from_thai(std::size_t digits, int year) {
    constexpr int ahead = 543;
    if (digits == 2) return year < 50 ? year + 2000 : year + 2500 - ahead;
    return year > 2400 ? year - ahead : year;
}

/// Is it a date of news that has appeared, for all that its numbers tell?
bool is_likely(int written_year, int written_month, int written_day) {
    constexpr int last_likely_year = 2030;
    year_month_day date{year{written_year}, month{static_cast<unsigned>(written_month)},
                        day{static_cast<unsigned>(written_day)}};
    return date.ok() && written_year <= last_likely_year;
}

}  // namespace

std::size_t Calendar::read_compact() {
    std::size_t size = tokens_.size(), digits = tokens_.digits(0), behind = 1;
    if (digits == 0) return 0;
    std::int64_t number = tokens_[0].value;
    if (digits == 4 && size >= 3 && tokens_.is_sign(1, "-") && tokens_.digits(2) == 3 && !tokens_.is_sign(3, "-")) {
        set_day_of_year(static_cast<int>(number), tokens_.value(2));
        behind = 3;
    } else if (digits == 14 || digits == 12) {
        auto time = static_cast<int>(digits == 14 ? number % 1'000'000 : number % 10'000 * 100);
        set_date_number(digits == 14 ? number / 1'000'000 : number / 10'000);
        fields_.hour = time / 10'000;
        fields_.minute = time / 100 % 100;
        fields_.second = time % 100;
        fields_.precision = digits == 14 ? DatePrecision::second : DatePrecision::minute;
    } else if (digits == 8) {
        set_date_number(number);
    } else if (size == 1 && digits == 7) {
        set_day_of_year(static_cast<int>(number / 1000), static_cast<int>(number % 1000));
    } else if (size == 1 && digits == 6) {
        set_date_number(number + 10'000 * (full_year(static_cast<int>(number / 10'000)) - number / 10'000));
    } else if (size == 1 && digits == 5) {
        set_day_of_year(full_year(static_cast<int>(number / 1000)), static_cast<int>(number % 1000));
    } else {
        return 0;
    }
    tokens_.use(0, behind - 1);
    return behind;
}

void Calendar::set_date_number(std::int64_t number) {
    fields_.year = static_cast<int>(number / 10'000);
    fields_.month = static_cast<int>(number / 100 % 100);
    fields_.day = static_cast<int>(number % 100);
}

void Calendar::set_day_of_year(int written_year, int day) {
    year_month_day date{sys_days{year{written_year} / January / 1} + days{day - 1}};
    bool exists = day >= 1 && date.year() == year{written_year};
    fields_.year = exists ? written_year : 0;
    fields_.month = static_cast<int>(static_cast<unsigned>(date.month()));
    fields_.day = static_cast<int>(static_cast<unsigned>(date.day()));
}

/// 2 February 2015, Feb 2 2015, 2015-Feb-02, 2 Feb 15.
bool Calendar::read_named() {
    auto at = month_token();
    if (!at) return false;
    fields_.month = *tokens_.month(*at);
    std::optional<std::size_t> before, first, second;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (!tokens_.is_free_number(i)) continue;
        if (i < *at)
            before = i;
        else if (!first)
            first = i;
        else if (!second)
            second = i;
    }
    std::optional<std::size_t> year = first;  // "2024. gada 5. marts": both stand before the month
    if (before && !first) year = year_before(*before);
    bool read = before && tokens_.digits(*before) == 4 ? set_day_and_year(*at, first, before)
                : before                               ? set_day_and_year(*at, before, year)
                                                       : set_day_and_year(*at, first, second);
    if (read) tokens_.use(*at, *at);
    return read;
}

/// A number of four digits in front of number `day`.
std::optional<std::size_t> Calendar::year_before(std::size_t day) const {
    for (std::size_t i = day; i-- > 0;)
        if (tokens_.is_free_number(i)) return tokens_.digits(i) == 4 ? std::optional(i) : std::nullopt;
    return std::nullopt;
}

/// "2 months ago", which is not August.
bool Calendar::ends_a_span(std::size_t i) const {
    static constexpr std::string_view units[] = {"second", "minute", "min",   "hour", "hr",
                                                 "day",    "week",   "month", "year"};
    if (i == 0 || !tokens_.is_word(i, "ago") || !tokens_.is_word(i - 1)) return false;
    std::string_view unit = tokens_[i - 1].text;
    if (unit.ends_with('s')) unit.remove_suffix(1);
    return std::ranges::find(units, unit) != std::end(units);
}

/// The month's name; "mar" is Tuesday in Romance languages when another month follows.
std::optional<std::size_t> Calendar::month_token() const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (!tokens_.is_word(i) || tokens_[i].used || !tokens_.month(i)) continue;
        if (ends_a_span(i)) continue;
        if (found && tokens_[*found].text != "mar") break;
        found = i;
    }
    return found;
}

bool Calendar::set_day_and_year(std::size_t month, std::optional<std::size_t> day, std::optional<std::size_t> year) {
    if (!day || !year || tokens_.digits(*day) > 2) return false;
    if (tokens_.digits(*year) != 4 && tokens_.digits(*year) != 2) return false;
    fields_.day = tokens_.value(*day);
    fields_.year = tokens_.digits(*year) == 2 ? full_year(tokens_.value(*year)) : tokens_.value(*year);
    if (is_thai(tokens_[month].text)) fields_.year = from_thai(tokens_.digits(*year), tokens_.value(*year));
    tokens_.use(*day, *day);
    tokens_.use(*year, *year);
    return true;
}

/// 15 اسفند 1402, as Iran writes it.
bool Calendar::read_persian() {
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
        if (!tokens_.is_word(i) || !tokens_.is_free_number(i - 1)) continue;
        const auto month = persian_month(tokens_[i].text);
        const std::size_t year = tokens_.is_sign(i + 1, ",") ? i + 2 : i + 1;
        if (!month || tokens_.digits(i - 1) > 2 || !tokens_.is_free_number(year)) continue;
        if (!set_persian(tokens_.value(year), *month, tokens_.value(i - 1))) return false;
        tokens_.use(i - 1, year);
        return true;
    }
    return false;
}

bool Calendar::set_persian(int written_year, int written_month, int written_day) {
    PersianDay day{written_year, written_month, written_day};
    if (!from_persian(day)) return false;
    fields_.year = day.year;
    fields_.month = day.month;
    fields_.day = day.day;
    return true;
}

/// 2015-02-02, 2.2.2015 and 2-2-2015 (day first unless it cannot be), 2/14/2015 and 14/2/2015. Of two numbers that may
/// both be months, slashes do not tell which is the month: what the language and the country do with them must be
/// known.
bool Calendar::read_numeric() {
    for (std::size_t i = 0; i + 4 < tokens_.size(); ++i) {
        if (!tokens_.is_free_number(i) || !tokens_.is_free_number(i + 2) || !tokens_.is_free_number(i + 4)) continue;
        if (!tokens_.is_sign(i + 1, "-/.") || !tokens_.is_sign(i + 3, "-/.")) continue;
        if (!set_numeric(i, tokens_[i + 1].text[0])) return false;
        tokens_.use(i, i + 4);
        return true;
    }
    return false;
}

/// The year in front of the first one of the era that is named before token `i`; 0 = none is named.
int Calendar::era_before(std::size_t i) const {
    if (i == 0 || !tokens_.is_word(i - 1)) return 0;
    for (const Era& era : eras)
        if (tokens_[i - 1].text.ends_with(era.name)) return era.before;
    return 0;
}

/// "24-05-31" and "31-05-24": half the world puts the year in front, half behind. Nothing when both may be.
bool Calendar::set_short_years(int first, int second, int third) {
    bool year_first = is_likely(full_year(first), second, third);
    bool day_first = is_likely(full_year(third), second, first);
    if (year_first == day_first && first != third) return false;
    fields_.year = full_year(year_first ? first : third);
    fields_.month = second;
    fields_.day = year_first ? third : first;
    return true;
}

bool Calendar::set_numeric(std::size_t i, char separator) {
    int first = tokens_.value(i), second = tokens_.value(i + 2), third = tokens_.value(i + 4);
    if (int era = era_before(i)) {
        fields_.year = era + first;
        fields_.month = second;
        fields_.day = third;
        return true;
    }
    bool short_years = tokens_.digits(i) == 2 && tokens_.digits(i + 4) == 2 && separator == '-';
    if (short_years) return tokens_.digits(i + 2) <= 2 && set_short_years(first, second, third);
    bool year_first = tokens_.digits(i) == 4;
    if (tokens_.digits(i + 2) > 3 || (!year_first && tokens_.digits(i + 2) > 2)) return false;
    if (year_first) {
        if (tokens_.digits(i + 4) > 2) return false;
        if (tokens_.is_persian() && first < first_of_ours) return set_persian(first, second, third);
        fields_.year = first;
        fields_.month = second;
        fields_.day = third;
        return true;
    }
    if (tokens_.digits(i) > 2 || (tokens_.digits(i + 4) != 4 && tokens_.digits(i + 4) != 2)) return false;
    const bool either = separator == '/' && first <= 12 && second <= 12 && first != second;
    if (either && order_ == DayOrder::unknown) return false;
    const bool month_first = either ? order_ == DayOrder::month_first : second > 12;
    fields_.year = tokens_.digits(i + 4) == 4 ? third : full_year(third);
    fields_.month = month_first ? first : second;
    fields_.day = month_first ? second : first;
    return true;
}

}  // namespace newsbus::date
