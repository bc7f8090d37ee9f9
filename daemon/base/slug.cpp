#include "base/slug.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

namespace newsbus {
namespace {

constexpr std::size_t most_bytes = 1000;  // of the text that are looked at

std::string in_ascii(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> latin(icu::Transliterator::createInstance(
        icu::UnicodeString("Any-Latin; Latin-ASCII; Lower"), UTRANS_FORWARD, status));
    icu::UnicodeString written =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    if (U_SUCCESS(status) && latin) latin->transliterate(written);
    std::string out;
    return written.toUTF8String(out);
}

}  // namespace

std::string slug(std::string_view text, std::size_t longest) {
    std::string out;
    bool gap = false;
    for (char c : in_ascii(text.substr(0, most_bytes))) {
        if (c == '\'') continue;  // of transliteration, and in "today's"
        bool stays = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (stays && out.size() + (gap ? 2 : 1) > longest) break;
        if (stays && gap && !out.empty()) out += '-';
        if (stays) out += c;
        gap = !stays;
    }
    return out;
}

}  // namespace newsbus
