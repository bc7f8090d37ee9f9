#include "base/ascii.h"
#include "date/date.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace newsbus {
namespace {

struct Scripts {
    bool thai = false, arabic = false, han = false;
};

template <class Each>
void each_character(std::string_view text, Each each) {
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 c;
        U8_NEXT(text.data(), at, size, c);
        each(c);
    }
}

Scripts scripts_of(std::string_view text) {
    Scripts scripts;
    each_character(text, [&scripts](UChar32 c) {
        scripts.thai = scripts.thai || (c >= 0x0E00 && c <= 0x0EFF);
        scripts.arabic = scripts.arabic || (c >= 0x0600 && c <= 0x06FF);
        scripts.han = scripts.han || (c >= 0x3000 && c <= 0x9FFF);
    });
    return scripts;
}

/// -1 = it is none.
int digit_of(UChar32 c) {
    constexpr UChar32 first_beyond_ascii = 0x0660;
    if (c >= '0' && c <= '9') return c - '0';
    return c >= first_beyond_ascii ? u_charDigitValue(c) : -1;
}

bool is_year(int digits, int number, const Scripts& scripts) {
    if (digits != 4) return false;
    return (number >= 1900 && number <= 2099) || (scripts.thai && number >= 2443 && number <= 2642) ||
           (scripts.arabic && number >= 1300 && number <= 1499);
}

/// "令和6年", "二〇二四年".
bool has_east_asian_year(std::string_view text) {
    constexpr std::string_view eras[] = {"令和", "平成", "昭和", "民國", "民国"};
    if (text.find("〇") != text.npos && text.find("年") != text.npos) return true;
    return std::ranges::any_of(eras, [text](std::string_view era) { return text.find(era) != text.npos; });
}

}  // namespace

bool has_year(std::string_view text) {
    constexpr unsigned char first_of_digits = 0xD9;  // in UTF-8; letters before are Latin, Greek, Cyrillic, Hebrew
    const bool foreign =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= first_of_digits; });
    if (!foreign && std::ranges::none_of(text, ascii::is_digit)) return false;  // nearly all texts
    const Scripts scripts = foreign ? scripts_of(text) : Scripts();
    int digits = 0, number = 0;
    bool year = false;
    each_character(text, [&](UChar32 c) {
        const int digit = digit_of(c);
        if (digit < 0) {
            year = year || is_year(digits, number, scripts);
            digits = number = 0;
        } else if (++digits <= 4) {
            number = number * 10 + digit;
        }
    });
    return year || is_year(digits, number, scripts) || (scripts.han && has_east_asian_year(text));
}

}  // namespace newsbus
