#include "base/utf8.h"
#include "base/byte_block.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace newsbus {
namespace {

/// Where the run of ASCII that begins at `at` ends.
std::size_t end_of_ascii(std::string_view text, std::size_t at) {
    for (; at + ByteBlock::size <= text.size(); at += ByteBlock::size)
        if (std::uint64_t found = ByteBlock(text.data() + at).not_ascii())
            return at + static_cast<std::size_t>(std::countr_zero(found));
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

/// Moves `at` past one sequence; false when it is ill-formed (then past the longest ill-formed prefix, as W3C and
/// Unicode recommend for replacement).
bool next_sequence(std::string_view text, std::size_t& at) {
    UChar32 c;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
    return c >= 0;
}

}  // namespace

bool is_ascii(std::string_view text) {
    return end_of_ascii(text, 0) == text.size();
}

bool is_valid_utf8(std::string_view text) {
    return look_at_utf8(text).is_valid;
}

Utf8Look look_at_utf8(std::string_view text) {
    Utf8Look look;
    std::size_t at = 0;  // behind the last sequence that is not ASCII
    look.is_valid = for_each_block(text, ' ', [&, text](ByteBlock block, std::size_t begin) {
        look.has_controls |= block.has_control();
        for (std::uint64_t rest = block.not_ascii(); rest != 0;) {
            std::size_t place = begin + static_cast<std::size_t>(std::countr_zero(rest));
            if (place >= at) {
                at = place;
                if (!next_sequence(text, at)) return false;
            }
            std::size_t seen = at - begin;
            rest = seen < ByteBlock::size ? rest & ~std::uint64_t{0} << seen : 0;
        }
        return true;
    });
    return look;
}

Utf8Census utf8_census(std::string_view text) {
    Utf8Census census;
    for (std::size_t at = 0; (at = end_of_ascii(text, at)) < text.size();)
        ++(next_sequence(text, at) ? census.good : census.bad);
    return census;
}

std::size_t count_code_points(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

std::string replace_invalid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t from = at;
        at = end_of_ascii(text, at);
        bool good = at == text.size() || at > from || next_sequence(text, at);
        if (good)
            out.append(text, from, at - from);
        else
            out += "\uFFFD";
    }
    return out;
}

namespace {

/// The length of the character that begins `text`, when it ends a line or acts on a terminal in place of being seen: a
/// control (C0, C1), a line or paragraph separator, a mark that turns the direction of writing. Else 0.
std::size_t hidden_at(std::string_view text) {
    auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
    if (byte(0) == 0xC2 && byte(1) < 0xA0) return 2;
    bool separates_or_turns = byte(0) == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE) ||
                                                  (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
    return separates_or_turns ? 3 : 0;
}

}  // namespace

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    std::size_t end = bytes;
    while (end > 0 && end + 3 > bytes && (text[end] & 0xC0) == 0x80) --end;  // a character has at most 4 bytes
    return text.substr(0, end);
}

std::string shortened(std::string_view text, std::size_t bytes) {
    std::string out = replace_invalid_utf8(utf8_prefix(text, bytes));
    if (text.size() > bytes) out += "...";
    for (std::size_t i = 0; i < out.size(); ++i)
        if (std::size_t length = hidden_at(std::string_view(out).substr(i))) out.replace(i, length, " ");
    return out;
}

}  // namespace newsbus
