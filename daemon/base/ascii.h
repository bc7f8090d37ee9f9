#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Letters, digits and white space of ASCII, whatever the locale. A byte of 0x80 or more is none of them and is never
/// changed.
namespace newsbus::ascii {

constexpr bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
/// White space of HTML: XML's, and the form feed.
constexpr bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// `text` with ASCII capitals in lower case.
std::string lower(std::string_view text);

/// Are they equal, ASCII letters in any case?
constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

/// `text` without the characters of `blanks` at its ends.
std::string_view trimmed(std::string_view text, std::string_view blanks);

/// Of blanks, tabs and line breaks. Texts of a page are many and short, and most are nothing but these.
inline std::string_view trimmed(std::string_view text) {
    constexpr auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace newsbus::ascii
