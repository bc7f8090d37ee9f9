#include "base/columns.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace newsbus {
namespace {

constexpr UChar32 replacement = 0xFFFD;
constexpr std::string_view ellipsis = "…";

/// The code point at `at`, which moves behind it.
UChar32 next_code_point(std::string_view text, std::size_t& at) {
    UChar32 c;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
    return c < 0 ? replacement : c;
}

bool is_hangul_rest(UChar32 c) {  // vowels and finals, which join the consonant before them
    return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF);
}

std::size_t columns_of(UChar32 c) {
    if (c < 0x20) return 0;
    if (c < 0x7F) return 1;
    if (c == 0xAD) return 1;  // soft hyphen: a format character that terminals draw
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR:
        case U_CONTROL_CHAR:
            return 0;
        default:
            break;
    }
    if (is_hangul_rest(c)) return 0;
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// Where the text ends that fits into `columns`, marks included.
std::size_t end_of_columns(std::string_view text, std::size_t columns) {
    for (std::size_t at = 0, taken = 0; at < text.size();) {
        std::size_t begin = at;
        taken += columns_of(next_code_point(text, at));
        if (taken > columns) return begin;
    }
    return text.size();
}

/// Does it turn the direction of the text around it (Unicode Bidirectional Algorithm, explicit formatting)?
bool turns_direction(UChar32 c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

bool is_printable(UChar32 c) {
    return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && c != 0x2028 && c != 0x2029 && !turns_direction(c);
}

/// One line of `text`, which holds no line feed, onto `lines`.
void wrap_line(std::string_view text, std::size_t columns, std::vector<std::string>& lines) {
    for (;;) {
        std::size_t end = end_of_columns(text, columns);
        if (end == text.size()) break;
        std::size_t blank = text.rfind(' ', end);
        if (blank == text.npos || blank < text.find_first_not_of(' ')) {  // one word, wider than a line
            if (end == 0) next_code_point(text, end);
            blank = end;
        }
        std::string_view line = text.substr(0, blank);
        line.remove_suffix(line.size() - std::min(line.size(), line.find_last_not_of(' ') + 1));
        lines.emplace_back(line);
        text.remove_prefix(std::min(text.find_first_not_of(' ', blank), text.size()));
        if (text.empty()) return;
    }
    lines.emplace_back(text);
}

}  // namespace

std::size_t count_columns(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) columns += columns_of(next_code_point(text, at));
    return columns;
}

std::string cut_to_columns(std::string_view text, std::size_t columns) {
    if (end_of_columns(text, columns) == text.size()) return std::string(text);
    if (columns == 0) return {};
    return std::string(text.substr(0, end_of_columns(text, columns - 1))) + std::string(ellipsis);
}

std::string cut_front_to_columns(std::string_view text, std::size_t columns) {
    std::size_t all = count_columns(text);
    if (all <= columns) return std::string(text);
    if (columns == 0) return {};
    std::size_t at = 0;
    while (all > columns - 1) all -= columns_of(next_code_point(text, at));
    for (std::size_t next = at; next < text.size() && columns_of(next_code_point(text, next)) == 0;) at = next;
    return std::string(ellipsis) + std::string(text.substr(at));
}

std::string pad_to_columns(std::string_view text, std::size_t columns) {
    std::string padded(text);
    padded.append(columns - std::min(columns, count_columns(text)), ' ');
    return padded;
}

std::vector<std::string> wrap_to_columns(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines;
    for (bool more = true; more;) {
        std::size_t end = text.find('\n');
        more = end != text.npos;
        wrap_line(text.substr(0, end), std::max<std::size_t>(columns, 1), lines);
        if (more) text.remove_prefix(end + 1);
    }
    return lines;
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t begin = at;
        UChar32 c = next_code_point(text, at);
        std::string_view bytes = text.substr(begin, at - begin);
        if (!is_printable(c))
            out += ' ';
        else if (c == replacement)
            out += "\uFFFD";
        else
            out += bytes;
    }
    return out;
}

}  // namespace newsbus
