#include "base/utf8.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace newsbus {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080u;

/// Length of the run of ASCII at `at`, 32 bytes a step, then eight.
std::size_t ascii_run(std::string_view text, std::size_t at) {
    std::size_t start = at;
    for (std::uint64_t words[4]; at + sizeof words <= text.size(); at += sizeof words) {
        std::memcpy(words, text.data() + at, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & high_bits) break;
    }
    for (std::uint64_t word; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if (word & high_bits) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at - start;
}

/// Moves `at` past one sequence; false when it is ill-formed (then past the longest ill-formed prefix, as W3C and
/// Unicode recommend for replacement).
bool next_sequence(std::string_view text, std::size_t& at) {
    UChar32 c;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
    return c >= 0;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80)
            at += ascii_run(text, at);
        else if (!next_sequence(text, at))
            return false;
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

std::string replace_invalid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t from = at;
        at += ascii_run(text, at);
        bool good = at == text.size() || at > from || next_sequence(text, at);
        if (good)
            out.append(text, from, at - from);
        else
            out += "\uFFFD";
    }
    return out;
}

std::string shortened(std::string_view text, std::size_t bytes) {
    std::string out = replace_invalid_utf8(text.substr(0, bytes));
    if (text.size() > bytes) {
        std::size_t end = bytes;
        while (end > 0 && end + 3 > bytes && (text[end] & 0xC0) == 0x80) --end;
        out = replace_invalid_utf8(text.substr(0, end)) + "...";
    }
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return out;
}

}  // namespace newsbus
