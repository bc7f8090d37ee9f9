#include "base/blank.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace newsbus {
namespace {

struct Range {
    UChar32 first, last;
};

constexpr Range blanks[] = {
    {0x00, 0x20},     {0x7F, 0xA0},      // controls, spaces
    {0xAD, 0xAD},                        // soft hyphen
    {0x1680, 0x1680}, {0x180E, 0x180E},  // spaces of Ogham and Mongolian
    {0x2000, 0x200B}, {0x2028, 0x2029}, {0x202F, 0x202F},
    {0x205F, 0x2064}, {0x2800, 0x2800}, {0x3000, 0x3000},  // of Braille, of Chinese
    {0x3164, 0x3164}, {0xFFA0, 0xFFA0},  // fillers of Hangul, which stand in titles that are to look empty
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
};

constexpr Range directions[] = {{0x061C, 0x061C}, {0x200C, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x206F}};

bool is_in(const auto& ranges, UChar32 c) {
    return std::ranges::any_of(ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

bool is_seen(char c) {
    return c > ' ' && c < '\x7F';
}

template <class IsBlank>
std::string_view trimmed(std::string_view text, IsBlank is_blank) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t begin = 0, end = text.size();
    while (begin < end && !is_seen(text[begin])) {
        std::size_t next = begin;
        UChar32 c;
        U8_NEXT(bytes, next, end, c);
        if (!is_blank(c)) break;
        begin = next;
    }
    while (end > begin && !is_seen(text[end - 1])) {
        auto size = static_cast<std::int32_t>(std::min<std::size_t>(end - begin, U8_MAX_LENGTH)), last = size;
        UChar32 c;
        U8_PREV(bytes + end - size, 0, last, c);
        if (!is_blank(c)) break;
        end -= static_cast<std::size_t>(size - last);
    }
    return text.substr(begin, end - begin);
}

}  // namespace

std::string_view trimmed_blank(std::string_view text) {
    return trimmed(text, [](UChar32 c) { return is_in(blanks, c); });
}

std::string_view trimmed_unseen(std::string_view text) {
    return trimmed(text, [](UChar32 c) { return is_in(blanks, c) || is_in(directions, c); });
}

}  // namespace newsbus
