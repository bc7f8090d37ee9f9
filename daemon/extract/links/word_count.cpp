#include "extract/links/word_count.h"

#include <algorithm>
#include <cstdint>

namespace newsbus::extract {
namespace {

/// Of one kind of letters as many as make a word, in the mean.
constexpr std::size_t spaced = 8, ideographs = 2, katakana = 5, hangul = 3, southeast_asian = 6;

struct Letters {
    std::size_t blanks = 0, spaced = 0, ideographs = 0, katakana = 0, hangul = 0, southeast_asian = 0;
};

bool between(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

void count(char32_t c, Letters& letters) {
    if (between(c, 0xE00, 0xEFF) || between(c, 0x1000, 0x109F) || between(c, 0x1780, 0x17FF))
        ++letters.southeast_asian;  // Thai, Lao, Burmese, Khmer
    else if (between(c, 0x30A0, 0x30FF))
        ++letters.katakana;
    else if (between(c, 0xAC00, 0xD7A3))
        ++letters.hangul;
    else if (between(c, 0x3040, 0x309F) || between(c, 0x3400, 0x9FFF) || between(c, 0xF900, 0xFAFF) || c >= 0x20000)
        ++letters.ideographs;  // Hiragana too
    else if (!between(c, 0x2000, 0x303F))
        ++letters.spaced;
}

char32_t code_point(std::string_view text, std::size_t at, std::size_t size) {
    auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    constexpr unsigned lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t c = byte(at) & lead_bits[size];
    for (std::size_t i = 1; i < size && at + i < text.size(); ++i) c = c << 6 | (byte(at + i) & 0x3FU);
    return c;
}

}  // namespace

std::size_t about_words(std::string_view text) {
    if (text.empty()) return 0;
    Letters letters;
    for (std::size_t at = 0; at < text.size();) {
        auto lead = static_cast<unsigned char>(text[at]);
        std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead == ' ')
            ++letters.blanks;
        else if (lead > ' ')
            count(code_point(text, at, size), letters);
        at += size;
    }
    std::size_t by_letters = letters.spaced / spaced + letters.ideographs / ideographs + letters.katakana / katakana +
                             letters.hangul / hangul + letters.southeast_asian / southeast_asian;
    return std::max(1 + letters.blanks, by_letters);
}

}  // namespace newsbus::extract
