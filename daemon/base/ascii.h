#pragma once

#include <string>
#include <string_view>

/// Letters and digits of ASCII, whatever the locale. A byte of 0x80 or more is neither, and stays as it is.
namespace newsbus::ascii {

constexpr bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// `text` with its capital letters of ASCII made small.
std::string lower(std::string_view text);

}  // namespace newsbus::ascii
