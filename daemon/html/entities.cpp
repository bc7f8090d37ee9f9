#include "html/entities.h"

#include "base/ascii.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace newsbus::html {
namespace {

using ascii::is_digit;

struct Entity {
    std::string_view name;
    std::string_view utf8;
    bool bare;  // counts without its semicolon
};

constexpr Entity entities[] = {
#include "html/entity_table.inc"
};

constexpr std::size_t longest_name = 31;  // CounterClockwiseContourIntegral
constexpr std::size_t longest_bare = 6;

// What windows-1252 has where Unicode has control characters 0x80 to 0x9F.
constexpr std::uint16_t of_windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                               0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Where the names that begin with a letter, and those after it, begin in the table.
constexpr auto first_of_letter = [] {
    std::array<std::uint16_t, 'z' + 2> first{};
    for (std::size_t letter = 0, at = 0; letter < first.size(); ++letter) {
        while (at < std::size(entities) && static_cast<std::size_t>(entities[at].name[0]) < letter) ++at;
        first[letter] = static_cast<std::uint16_t>(at);
    }
    return first;
}();

/// `name` begins with a letter.
const Entity* find_entity(std::string_view name) {
    auto letter = static_cast<unsigned char>(name[0]);
    const Entity *begin = entities + first_of_letter[letter], *end = entities + first_of_letter[letter + 1];
    const Entity* found = std::lower_bound(
        begin, end, name, [](const Entity& entity, std::string_view key) { return entity.name < key; });
    return found != end && found->name == name ? found : nullptr;
}

void put(Reference& reference, std::string_view utf8) {
    reference.size = utf8.copy(reference.bytes.data(), reference.bytes.size());
}

void put(Reference& reference, std::uint32_t code) {
    if (code >= 0x80 && code < 0xA0) code = of_windows_1252[code - 0x80];
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    if (code < 0x20 && code != '\t' && code != '\n') code = ' ';  // no document means a control character
    auto& bytes = reference.bytes;
    std::size_t n = 0;
    if (code < 0x80) {
        bytes[n++] = static_cast<char>(code);
    } else if (code < 0x800) {
        bytes[n++] = static_cast<char>(0xC0 | code >> 6);
        bytes[n++] = static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        bytes[n++] = static_cast<char>(0xE0 | code >> 12);
        bytes[n++] = static_cast<char>(0x80 | (code >> 6 & 0x3F));
        bytes[n++] = static_cast<char>(0x80 | (code & 0x3F));
    } else {
        bytes[n++] = static_cast<char>(0xF0 | code >> 18);
        bytes[n++] = static_cast<char>(0x80 | (code >> 12 & 0x3F));
        bytes[n++] = static_cast<char>(0x80 | (code >> 6 & 0x3F));
        bytes[n++] = static_cast<char>(0x80 | (code & 0x3F));
    }
    reference.size = n;
}

Reference numeric_reference(std::string_view text) {
    bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    std::size_t at = hex ? 3 : 2;
    std::size_t begin = at;
    std::uint32_t code = 0;
    for (; at < text.size(); ++at) {
        int digit = hex ? hex_value(text[at]) : is_digit(text[at]) ? text[at] - '0' : -1;
        if (digit < 0) break;
        if (code <= 0x10FFFF) code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    Reference reference;
    if (at == begin) return reference;
    if (at < text.size() && text[at] == ';') ++at;
    reference.length = at;
    put(reference, code);
    return reference;
}

Reference named_reference(std::string_view text, Place place) {
    std::size_t end = 1;
    while (end < text.size() && end <= longest_name && (ascii::is_alpha(text[end]) || is_digit(text[end]))) ++end;
    Reference reference;
    if (end < text.size() && text[end] == ';') {
        if (const Entity* entity = find_entity(text.substr(1, end - 1))) {
            reference.length = end + 1;
            put(reference, entity->utf8);
            return reference;
        }
    }
    for (std::size_t length = std::min(end - 1, longest_bare); length >= 2; --length) {
        const Entity* entity = find_entity(text.substr(1, length));
        if (!entity || !entity->bare) continue;
        char next = 1 + length < text.size() ? text[1 + length] : ' ';
        if (place == Place::attribute && (next == '=' || ascii::is_alpha(next) || is_digit(next))) break;
        reference.length = 1 + length;
        put(reference, entity->utf8);
        break;
    }
    return reference;
}

}  // namespace

Reference windows_1252(char byte) {
    Reference character;
    const std::uint32_t code = static_cast<unsigned char>(byte);
    if (of_windows_1252[code - 0x80] != code) put(character, code);
    return character;
}

Reference reference_at(std::string_view text, Place place) {
    if (text.size() < 2) return {};
    if (text[1] == '#') return numeric_reference(text);
    return ascii::is_alpha(text[1]) ? named_reference(text, place) : Reference{};
}

void append_decoded(std::string& out, std::string_view text, Place place) {
    while (true) {
        std::size_t amp = text.find('&');
        out.append(text.substr(0, amp));
        if (amp == std::string_view::npos) return;
        text.remove_prefix(amp);
        Reference reference = reference_at(text, place);
        out.append(reference.length ? reference.text() : "&");
        text.remove_prefix(reference.length ? reference.length : 1);
    }
}

std::string_view decoded(std::string_view text, Place place, std::string& buffer) {
    if (text.find('&') == text.npos) return text;
    buffer.clear();
    append_decoded(buffer, text, place);
    return buffer;
}

void append_escaped(std::string& out, std::string_view text, Place place) {
    auto is_special = [place](char c) {
        return c == '&' || c == '<' || c == '>' || (c == '"' && place == Place::attribute);
    };
    // Most pieces have none, and looking for one byte at a time is ten times as fast.
    auto has = [text](char c) { return text.find(c) != text.npos; };
    if (!has('&') && !has('<') && !has('>') && (place == Place::text || !has('"'))) {
        out.append(text);
        return;
    }
    while (true) {
        std::size_t special = 0;
        while (special < text.size() && !is_special(text[special])) ++special;
        out.append(text.substr(0, special));
        if (special == text.size()) return;
        switch (text[special]) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            default:
                out += "&quot;";
        }
        text.remove_prefix(special + 1);
    }
}

std::string decode_entities(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    append_decoded(decoded, text, Place::text);
    return decoded;
}

}  // namespace newsbus::html
