#include "text/normal.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace newsbus::text {
namespace {

constexpr UChar32 zwnj = 0x200C, zwj = 0x200D, black_flag = 0x1F3F4, tag_first = 0xE0020, tag_last = 0xE007F;

// What windows-1252 has at 0x80 to 0x9F, where Unicode has controls that no text means. 0 = nothing there either.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

bool is_variation_selector(UChar32 c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
}

/// Does the joiner after `before` shape what is seen? In these scripts and in emoji sequences it does.
bool joins(UChar32 before) {
    return (before >= 0x0590 && before <= 0x109F) || (before >= 0x1780 && before <= 0x18AF) ||
           (before >= 0xA800 && before <= 0xABFF) || before == 0xFE0F ||
           u_hasBinaryProperty(before, UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(before, UCHAR_EMOJI_MODIFIER);
}

bool is_invisible(UChar32 c) {
    switch (c) {
        case 0x034F:
        case 0x061C:
        case 0x115F:
        case 0x1160:
        case 0x17B4:
        case 0x17B5:
        case 0x180E:
        case 0x2800:
        case 0x3164:
        case 0xFFA0:
        case 0xFFFC:
            return true;
        default:
            break;
    }
    switch (u_charType(c)) {
        case U_CONTROL_CHAR:
        case U_PRIVATE_USE_CHAR:
        case U_SURROGATE:
            return true;
        case U_FORMAT_CHAR:
            return !(c >= 0x0600 && c <= 0x0605) && c != 0x06DD && c != 0x070F;  // these are drawn
        default:
            return U_IS_UNICODE_NONCHAR(c);
    }
}

// The marks that one character may carry. More is no writing (Unicode's stream-safe text, UAX #15 section 13, sets the
// same bound), and to bring n of them in order takes ICU n * n steps.
constexpr int most_marks = 30;

bool is_combining(UChar32 c) {
    return c >= 0x300 && u_getCombiningClass(c) != 0;
}

/// Appends code points, keeps the white-space rules of a layout and leaves out marks beyond `most_marks`.
class Writer {
public:
    Writer(Layout layout, std::size_t size) : layout_(layout) { out_.reserve(size); }

    void space() { ++spaces_; }
    void line_break(int breaks) { breaks_ += breaks; }

    void put(UChar32 c) {
        marks_ = !is_combining(c) ? 0 : spaces_ || breaks_ ? 1 : marks_ + 1;
        if (marks_ > most_marks) return;
        flush();
        std::array<char, U8_MAX_LENGTH> bytes{};
        int32_t length = 0;
        U8_APPEND_UNSAFE(bytes.data(), length, c);
        out_.append(bytes.data(), static_cast<std::size_t>(length));
        last_ = c;
    }
    UChar32 last() const { return spaces_ || breaks_ ? 0 : last_; }
    std::string take() && { return std::move(out_); }

private:
    void flush() {
        if (!out_.empty() && (breaks_ || spaces_)) {
            if (layout_ == Layout::paragraphs && breaks_)
                out_.append(static_cast<std::size_t>(std::min(breaks_, 2)), '\n');
            else
                out_ += ' ';
        }
        breaks_ = spaces_ = 0;
    }

    Layout layout_;
    std::string out_;
    UChar32 last_ = 0;
    int spaces_ = 0, breaks_ = 0, marks_ = 0;
};

/// Should `c` be seen after `before`, the last character that was kept?
bool is_kept(UChar32 c, UChar32 before) {
    if (c == zwnj || c == zwj) return before && joins(before);
    if (is_variation_selector(c)) return before && !is_variation_selector(before) && !u_isUWhiteSpace(before);
    if (c >= tag_first && c <= tag_last) return before == black_flag || (before >= tag_first && before < tag_last);
    return !is_invisible(c);
}

std::string filtered(std::string_view utf8, Layout layout) {
    Writer writer(layout, utf8.size());
    const auto size = static_cast<int32_t>(utf8.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(utf8.data(), i, size, c);
        bool white = u_isUWhiteSpace(c) && c != 0x85;
        if (white && layout == Layout::untouched)
            writer.put(c);
        else if (c == '\r' && i < size && utf8[static_cast<std::size_t>(i)] == '\n')
            continue;
        else if (c == '\n' || c == '\r' || c == 0x2028)
            writer.line_break(1);
        else if (c == 0x2029)
            writer.line_break(2);
        else if (white)
            writer.space();
        else if (c >= 0x80 && c < 0xA0) {
            if (UChar32 meant = windows_1252[static_cast<std::size_t>(c - 0x80)]) writer.put(meant);
        } else if (is_kept(c, writer.last()))
            writer.put(c);
    }
    return std::move(writer).take();
}

/// Printable ASCII with single spaces inside is clean already; most texts of most feeds are.
bool is_plain(std::string_view utf8, Layout layout) {
    char before = ' ';
    for (char c : utf8) {
        bool fine = c > ' ' ? c != 0x7F : c == ' ' && (before != ' ' || layout == Layout::untouched);
        if (!fine) return false;
        before = c;
    }
    return before != ' ' || utf8.empty() || layout == Layout::untouched;
}

}  // namespace

std::string clean(std::string_view utf8, Layout layout) {
    if (is_plain(utf8, layout)) return std::string(utf8);
    std::string text = filtered(utf8, layout);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status) || nfc->isNormalizedUTF8(text, status)) return text;
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal, static_cast<int32_t>(text.size()));
    nfc->normalizeUTF8(0, text, sink, nullptr, status);
    return U_FAILURE(status) ? text : normal;
}

}  // namespace newsbus::text
