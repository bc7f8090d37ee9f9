#include "feed/json_text.h"

#include "base/ascii.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace newsbus::feed {
namespace {

constexpr std::string_view replacement = "\\ufffd";
constexpr std::size_t longest_name = 200;

bool is_alphanumeric(char c) {
    return ascii::is_alpha(c) || ascii::is_digit(c);
}

std::optional<std::uint32_t> hex_at(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return std::nullopt;
    std::uint32_t value = 0;
    for (char c : text.substr(at, digits)) {
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return std::nullopt;
        value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return value;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && ascii::is_space(text[at])) ++at;
    return at;
}

std::size_t append_unicode_escape(std::string_view text, std::size_t at, std::string& made) {
    auto unit = hex_at(text, at + 2, 4);
    if (!unit) {
        made += "\\\\";
        return at + 1;
    }
    bool first = *unit >= 0xD800 && *unit < 0xDC00, second = *unit >= 0xDC00 && *unit < 0xE000;
    if (!first && !second) {
        made += text.substr(at, 6);
        return at + 6;
    }
    auto other = first && text.substr(at + 6, 2) == "\\u" ? hex_at(text, at + 8, 4) : std::nullopt;
    bool pair = other && *other >= 0xDC00 && *other < 0xE000;
    made += pair ? text.substr(at, 12) : replacement;
    return at + (pair ? 12 : 6);
}

/// Does an object that begins at `at` follow another one of its list?
bool follows_another(std::string_view text, std::size_t at) {
    while (at > 0 && ascii::is_space(text[at - 1])) --at;
    return at > 0 && (text[at - 1] == ',' || text[at - 1] == '}');
}

}  // namespace

bool is_word_character(char c) {
    return is_alphanumeric(c) || c == '_' || c == '$' || c == '.' || c == '+' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool begins_with_curly_quote(std::string_view word) {
    for (std::string_view mark : {"\u201c", "\u201d", "\u201e", "\u201f", "\u2018", "\u2019", "\u00ab", "\u00bb"})
        if (word.starts_with(mark)) return true;
    return false;
}

bool is_json_number(std::string_view word) {
    std::size_t at = word.starts_with('-') ? 1 : 0;
    auto digits = [&] {
        std::size_t begin = at;
        while (at < word.size() && ascii::is_digit(word[at])) ++at;
        return at - begin;
    };
    std::size_t first = at;
    std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && word[first] == '0')) return false;
    if (at < word.size() && word[at] == '.') {
        ++at;
        if (digits() == 0) return false;
    }
    if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
        ++at;
        if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
        if (digits() == 0) return false;
    }
    return at == word.size();
}

std::size_t append_plain(std::string_view text, std::size_t at, std::string& made) {
    char c = text[at];
    if (c == '"') return made += "\\\"", at + 1;
    if (c == '\n') return made += "\\n", at + 1;
    if (c == '\t') return made += "\\t", at + 1;
    if (static_cast<unsigned char>(c) < 0x20) return at + 1;
    std::size_t end = at + 1;
    while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x20 && text[end] != '"' &&
           text[end] != '\'' && text[end] != '\\')
        ++end;
    made += text.substr(at, end - at);
    return end;
}

std::size_t append_escape(std::string_view text, std::size_t at, std::string& made) {
    if (at + 1 == text.size()) return at + 1;
    char c = text[at + 1];
    if (std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
        made += text.substr(at, 2);
        return at + 2;
    }
    if (c == '\'') return made += c, at + 2;
    if (c == 'u') return append_unicode_escape(text, at, made);
    if (auto value = c == 'x' ? hex_at(text, at + 2, 2) : std::nullopt) {
        made += "\\u00";
        made += text.substr(at + 2, 2);
        return at + 4;
    }
    if (c == '\n' || c == '\r') return at + 1;  // JavaScript goes on in the next line
    // A backslash before a letter is meant ("C:\docs"), one before a mark is somebody's idea of an escape.
    if (is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80) made += "\\\\";
    return at + 1;
}

std::string_view member_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    std::string_view rest = text.substr(at, longest_name);
    const bool quoted = rest[0] == '"' || rest[0] == '\'';
    std::size_t size = 0;
    if (quoted) {
        rest.remove_prefix(1);
        size = rest.find(text[at]);
        if (size == rest.npos) return {};
    } else {
        while (size < rest.size() && is_word_character(rest[size])) ++size;
    }
    const std::size_t colon = skip_spaces(text, at + size + (quoted ? 2 : 0));
    return colon < text.size() && text[colon] == ':' ? rest.substr(0, size) : std::string_view();
}

std::size_t next_element(std::string_view text, std::size_t from, std::string_view first) {
    for (std::size_t at = from; (at = text.find('{', at)) != text.npos; ++at) {
        if (!follows_another(text, at)) continue;
        std::string_view name = member_at(text, skip_spaces(text, at + 1));
        if (first.empty() ? !name.empty() : name == first) return at;
    }
    return text.npos;
}

}  // namespace newsbus::feed
