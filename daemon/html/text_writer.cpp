#include "html/text_writer.h"

#include "base/blank.h"
#include "base/byte_block.h"
#include "html/elements.h"
#include "html/entities.h"

#include <array>
#include <bit>
#include <cstdint>

namespace newsbus::html {
namespace {

// Length of the white space at `at`: ASCII, or what is written for layout: U+00A0, U+2002 to U+200A, U+2028, U+2029,
// U+3000; 0 = none.
std::size_t white_space(std::string_view text, std::size_t at) {
    char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    if (c == '\xC2') return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
    if (c == '\xE3') return text.substr(at, 3) == "\xE3\x80\x80" ? 3 : 0;
    if (c != '\xE2' || text.substr(at, 2) != "\xE2\x80" || at + 2 >= text.size()) return 0;
    char last = text[at + 2];
    return (last >= '\x82' && last <= '\x8A') || last == '\xA8' || last == '\xA9' ? 3 : 0;
}

// Length of what no reader is meant to see at `at`: a soft hyphen, a control of U+0080 to U+009F; 0 = none.
std::size_t unseen_sign(std::string_view text, std::size_t at) {
    if (text[at] != '\xC2' || at + 1 >= text.size()) return 0;
    return text[at + 1] == '\xAD' || text[at + 1] <= '\x9F' ? 2 : 0;
}

// What a byte may be the beginning of: bit 0 = of white space, bit 1 = of white space other than a blank.
enum Kind : unsigned char { word = 0, blank = 1, other_white = 3 };

Kind kind_of(char c) {
    static constexpr auto table = [] {
        std::array<Kind, 256> kinds{};
        for (unsigned byte = 0; byte < 256; ++byte)
            if (byte < ' ' || byte == 0xC2 || byte == 0xE2 || byte == 0xE3) kinds[byte] = other_white;
        kinds[' '] = blank;
        return kinds;
    }();
    return table[static_cast<unsigned char>(c)];
}

// Where white space begins that is more than one blank between two words, or a sign that is not to be seen. No branch
// depends on where words end, since that is what no processor can foresee.
std::size_t end_of_words(std::string_view text, std::size_t at) {
    for (; at + ByteBlock::size < text.size(); at += ByteBlock::size) {
        ByteBlock block(text.data() + at);
        std::uint64_t blanks = block.equal(' ');
        std::uint64_t others = block.controls() | block.equal('\xC2') | block.equal('\xE2') | block.equal('\xE3');
        std::uint64_t behind = kind_of(text[at + ByteBlock::size]) & 1;
        std::uint64_t may_end = others | (blanks & ((blanks | others) >> 1 | behind << 63));
        for (; may_end != 0; may_end &= may_end - 1) {
            std::size_t end = at + static_cast<std::size_t>(std::countr_zero(may_end));
            if (white_space(text, end) || unseen_sign(text, end)) return end;
        }
    }
    if (at >= text.size()) return at;
    unsigned here = kind_of(text[at]);
    for (; at < text.size(); ++at) {
        unsigned next = at + 1 < text.size() ? kind_of(text[at + 1]) : blank;
        bool may_end = (here & 2) | (here & next & 1);
        if (may_end && (white_space(text, at) || unseen_sign(text, at))) break;
        here = next;
    }
    return at;
}

}  // namespace

void TextWriter::text(std::string_view decoded) {
    std::size_t at = 0;
    while (at < decoded.size()) {
        if (std::size_t size = white_space(decoded, at)) {
            at_least(Gap::space);
            at += size;
            continue;
        }
        if (std::size_t size = unseen_sign(decoded, at)) {
            at += decoded[at + 1] == '\xAD' ? size : meant(decoded.substr(at));
            continue;
        }
        std::size_t end = end_of_words(decoded, at + 1);
        words(decoded.substr(at, end - at));
        at = end;
    }
}

std::size_t TextWriter::meant(std::string_view controls) {
    constexpr std::string_view mangled = "\xC3\xA2";  // U+00E2, what Latin-1 has for the first byte of a quote in UTF-8
    constexpr std::size_t control = 2;
    if (gap_ == Gap::none && out_.ends_with(mangled) && controls.size() > control + 1 && controls[1] == '\x80' &&
        controls[control] == '\xC2') {
        out_.resize(out_.size() - mangled.size());
        (out_ += "\xE2\x80") += controls[control + 1];
        return 2 * control;
    }
    if (Reference character = windows_1252(controls[1]); character.size > 0) words(character.text());
    return control;
}

void TextWriter::words(std::string_view bytes) {
    if (gap_ != Gap::none && !out_.empty()) {
        if (shape_ == Shape::one_line || gap_ == Gap::space)
            out_ += ' ';
        else
            out_ += gap_ == Gap::line ? "\n" : "\n\n";
    }
    gap_ = Gap::none;
    out_ += bytes;
}

std::string TextWriter::take() && {
    std::string_view seen = trimmed_unseen(out_);
    if (seen.size() != out_.size()) out_ = std::string(seen);
    if (out_.capacity() - out_.size() > out_.size() / 8) out_.shrink_to_fit();  // markup takes more room than its text
    return std::move(out_);
}

void TextWriter::line_break() {
    gap_ = gap_ >= Gap::line ? Gap::paragraph : Gap::line;
}

void TextWriter::boundary(unsigned traits) {
    if (traits & html::line_break)
        line_break();
    else if (traits & table_row)
        row();
    else if (traits & table_cell)
        space();
    else if (traits & block)
        paragraph();
}

}  // namespace newsbus::html
