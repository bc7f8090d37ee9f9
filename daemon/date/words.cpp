#include "date/words.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "date/month_table.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <vector>

namespace newsbus::date {
namespace {

struct Replacement {
    std::string_view from, to;
};
// Longer ones first. After folding. Hangul stands decomposed then, which is why these go through folding too.
constexpr Replacement east_asian[] = {
    {"北京时间", " bjt "},
    {"北京時間", " bjt "},
    {"台北時間", " bjt "},
    {"香港時間", " hkt "},
    {"日本時間", " jst "},
    {"日本时间", " jst "},
    {"한국시간", " kst "},
    {"한국 시간", " kst "},
    {"上午", " am "},
    {"午前", " am "},
    {"오전", " am "},
    {"下午", " pm "},
    {"午後", " pm "},
    {"오후", " pm "},
    {"時半", ":30 "},
    {"时半", ":30 "},
    {"點半", ":30 "},
    {"点半", ":30 "},
    {"시 반", ":30 "},
    {"午间", " noontide "},
    {"年", "-"},
    {"년", "-"},
    {"月", "-"},
    {"월", "-"},
    {"日", " "},
    {"일", " "},
    {"時", ":"},
    {"时", ":"},
    {"시", ":"},
    {"點", ":"},
    {"点", ":"},
    {"分", ":"},
    {"분", ":"},
    {"秒", " "},
    {" оны ", "-"},
    {" сарын ", "-"},
    {"초", " "},
    {"−", "-"},
    {"凌晨", " am "},
    {"清晨", " am "},
    {"早上", " am "},
    {"早晨", " am "},
    {"傍晚", " pm "},
    {"中午", " noontide "},
    {"正午", " noon "},
    {"晚上", " night "},
    {"晚间", " night "},
    {"晚間", " night "},
    {"深夜", " night "},
    {"،", ","},
    {"、", ","},
    {"–", " - "},
    {"—", " - "},
    {"·", " | "},
    {"•", " | "},
    {"∶", ":"},
    {"॰", "."},
    {"’", "'"},
    {"夕方", " pm "},
    {"새벽", " am "},
    {"아침", " morning "},
    {"저녁", " evening "},
    {"夜里", " night "},
    {"夜裡", " night "},
    {"半夜", " night "},
};

void append_utf8(UChar32 c, std::string& out) {
    char bytes[4];
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    out.append(bytes, size);
}

/// Their vowels are marks: without them March is January.
bool is_thai_or_lao(UChar32 c) {
    return c >= 0x0E00 && c <= 0x0EFF;
}

/// NFKD, lower case, no marks, ASCII digits.
std::string folded_letters(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfkd = unorm2_getNFKDInstance(&status);
    std::u16string wide(text.size() + 1, u'\0'), flat(text.size() * 18 + 1, u'\0');
    std::int32_t size = 0;
    u_strFromUTF8WithSub(wide.data(), static_cast<std::int32_t>(wide.size()), &size, text.data(),
                         static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &status);
    size = unorm2_normalize(nfkd, wide.data(), size, flat.data(), static_cast<std::int32_t>(flat.size()), &status);
    std::string out;
    if (U_FAILURE(status)) return out;
    for (std::int32_t at = 0; at < size;) {
        UChar32 c;
        U16_NEXT(flat.data(), at, size, c);
        std::int8_t type = u_charType(c);
        if (type == U_FORMAT_CHAR || (type == U_NON_SPACING_MARK && !is_thai_or_lao(c))) continue;
        std::int32_t digit = u_charDigitValue(c);
        if (digit >= 0)
            c = '0' + digit;
        else if (u_isUWhiteSpace(c))
            c = ' ';
        append_utf8(u_tolower(c), out);
    }
    return out;
}

/// The value of a numeral of Han characters at the beginning of `text`, digit by digit (二〇二四) or by places (二十三,
/// 一百一十三); 元 is the first year of an era. `size` becomes its bytes; 0 = there is none.
int han_number(std::string_view text, std::size_t& size) {
    constexpr std::string_view numerals[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    constexpr std::size_t bytes = 3;
    int value = 0, digit = 0;
    bool places = false;
    size = 0;
    for (; size + bytes <= text.size(); size += bytes) {
        const std::string_view sign = text.substr(size, bytes);
        const auto* found = std::ranges::find(numerals, sign);
        if (found != std::end(numerals)) {
            const int next = static_cast<int>(found - std::begin(numerals));
            digit = places ? next : digit * 10 + next;
            if (digit > 9999) break;
        } else if (sign == "十" || sign == "百") {
            value += std::max(digit, 1) * (sign == "十" ? 10 : 100);
            digit = 0;
            places = true;
        } else if (sign == "元" && size == 0) {
            digit = 1;
        } else {
            break;
        }
    }
    return value + digit;
}

/// Writes the numerals of Han characters that count years, months, days and hours in ASCII.
std::string with_han_numbers(const std::string& text) {
    constexpr unsigned char first_of_han = 0xE3;  // in UTF-8
    auto is_han = [](char c) { return static_cast<unsigned char>(c) >= first_of_han; };
    if (std::ranges::none_of(text, is_han)) return text;
    constexpr std::string_view counted[] = {"年", "月", "日", "時", "时", "點", "点", "分", "號", "号"};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 0;
        const int number = is_han(text[at]) ? han_number(std::string_view(text).substr(at), size) : 0;
        const std::string_view behind = std::string_view(text).substr(at + size);
        if (size > 0 && std::ranges::any_of(counted, [&](std::string_view sign) { return behind.starts_with(sign); })) {
            out += std::to_string(number);
            at += size;
        } else {
            out += text[at++];
        }
    }
    return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
}

using Months = std::map<std::string, int, std::less<>>;

const Months& all_months() {
    static const Months all = [] {
        Months months;
        for (int month = 1; month <= 12; ++month)
            for_each_word(month_names[month - 1], [&](std::string_view name) { months.emplace(folded(name), month); });
        return months;
    }();
    return all;
}

using LocalNames = std::multimap<std::string, const LocalMonth*, std::less<>>;

LocalNames make_local_names() {
    LocalNames names;
    for (const LocalMonth& row : local_months)
        for_each_word(row.names, [&](std::string_view name) { names.emplace(folded(name), &row); });
    return names;
}

}  // namespace

std::string folded(std::string_view text) {
    if (is_ascii(text)) return ascii::lower(text);
    static const std::vector<std::pair<std::string, std::string_view>> signs = [] {
        std::vector<std::pair<std::string, std::string_view>> table;
        for (const Replacement& sign : east_asian) table.emplace_back(folded_letters(sign.from), sign.to);
        return table;
    }();
    std::string out = with_han_numbers(folded_letters(text));
    for (const auto& [from, to] : signs) replace_all(out, from, to);
    return out;
}

bool lists(std::string_view words, std::string_view word) {
    for (std::size_t begin = 0; begin < words.size();) {
        std::size_t end = std::min(words.find(' ', begin), words.size());
        if (words.substr(begin, end - begin) == word) return true;
        begin = end + 1;
    }
    return false;
}

std::optional<int> month_of(std::string_view word, std::string_view language) {
    const Months& months = all_months();
    static const LocalNames locals = make_local_names();
    auto [local, local_end] = locals.equal_range(word);
    if (local != local_end) {
        for (; local != local_end; ++local)
            if (lists(local->second->languages, language)) return local->second->month;
        return std::nullopt;
    }
    auto at = months.lower_bound(word);
    if (at != months.end() && at->first == word) return at->second;
    std::size_t letters = 0;
    for (char c : word) letters += (c & 0xC0) != 0x80;
    if (letters < 3) return std::nullopt;
    std::optional<int> month;
    for (; at != months.end() && at->first.starts_with(word); ++at) {
        if (month && *month != at->second) return std::nullopt;
        month = at->second;
    }
    return month;
}

std::optional<int> month_of_phrase(std::string_view words) {
    const Months& months = all_months();
    auto found = months.find(words);
    if (found == months.end()) return std::nullopt;
    return found->second;
}

}  // namespace newsbus::date
