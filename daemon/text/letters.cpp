#include "text/letters.h"

#include <array>

namespace newsbus::text {
namespace {

// Lower case of U+0080 to U+07FF, as far as capitals have a fixed distance from their small letters.
unsigned lower_code(unsigned code) {
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 0x20;
    if (code >= 0x391 && code <= 0x3A9) return code + 0x20;
    if (code >= 0x531 && code <= 0x556) return code + 0x30;
    if (code >= 0x400 && code <= 0x40F) return code + 0x50;
    if (code >= 0x410 && code <= 0x42F) return code + 0x20;
    return code;
}

// What letters_of() writes for a byte, 0 for nothing.
constexpr std::array<char, 256> kept = [] {
    std::array<char, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool upper = byte >= 'A' && byte <= 'Z';
        const bool stays = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
        table[byte] = static_cast<char>(upper ? byte + 32 : stays ? byte : 0);
    }
    return table;
}();

}  // namespace

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto byte = static_cast<unsigned char>(out[i]);
        if (byte >= 'A' && byte <= 'Z') {
            out[i] = static_cast<char>(byte + 32);
        } else if (byte >= 0xC2 && byte <= 0xDF && i + 1 < out.size()) {
            unsigned code = lower_code((byte & 0x1Fu) << 6 | (static_cast<unsigned char>(out[i + 1]) & 0x3Fu));
            out[i] = static_cast<char>(0xC0 | code >> 6);
            out[++i] = static_cast<char>(0x80 | (code & 0x3F));
        }
    }
    return out;
}

std::string letters_of(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        out[size] = kept[byte];  // overwritten by the next one, unless it counts
        if (byte == 0xE2 && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) <= 0x81)
            i += 2;  // U+2000 to U+207F
        else if (byte == 0xC2 && i + 1 < text.size())
            ++i;  // U+0080 to U+00BF
        else
            size += kept[byte] != 0;
    }
    out.resize(size);
    return out;
}

bool similar(std::string_view a, std::string_view b) {
    return !a.empty() && !b.empty() && letters_of(a) == letters_of(b);
}

}  // namespace newsbus::text
