#include "base/ascii.h"
#include "base/freed.h"
#include "base/utf8.h"
#include "url/pieces.h"

#include <unicode/uidna.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace newsbus::url {
namespace {

/// Characters `first` to `last` and what the first of them becomes, the others in step; 0 = they are left out.
struct Mapping {
    UChar32 first, last, to;
};

/// What UTS 46 maps differently since Unicode 15.1 and 16: the ICU of Debian 12 has Unicode 15.0 and refuses all of
/// these but the capital sharp s, which it takes for "ss". Sorted.
constexpr Mapping newer[] = {
    {0x04C0, 0x04C0, 0x04CF},     // palochka
    {0x10A0, 0x10C5, 0x2D00},     // Georgian capitals
    {0x115F, 0x1160, 0},          // Hangul fillers
    {0x17B4, 0x17B5, 0},          // Khmer inherent vowels
    {0x180E, 0x180E, 0},          // Mongolian vowel separator
    {0x1E9E, 0x1E9E, 0x00DF},     // capital sharp s
    {0x2061, 0x2063, 0},          // invisible operators
    {0x206A, 0x206F, 0},          // shaping of digits and Arabic
    {0x2132, 0x2132, 0x214E},     // turned F
    {0x2183, 0x2183, 0x2184},     // reversed C
    {0x3164, 0x3164, 0},          // Hangul filler
    {0xFFA0, 0xFFA0, 0},          // the same, half as wide
    {0x1D173, 0x1D17A, 0},        // beams, ties, slurs
    {0x2F868, 0x2F868, 0x36FC},   // compatibility ideographs
    {0x2F874, 0x2F874, 0x5F53},   //
    {0x2F91F, 0x2F91F, 0x243AB},  //
    {0x2F95F, 0x2F95F, 0x7AEE},   //
    {0x2F9BF, 0x2F9BF, 0x45D7},   //
};

const Mapping* newer_mapping(UChar32 character) {
    auto found = std::ranges::lower_bound(newer, character, {}, &Mapping::last);
    return found != std::end(newer) && found->first <= character ? found : nullptr;
}

/// `domain`, valid UTF-8, with the mappings that ICU does not know.
std::string mapped(std::string_view domain) {
    std::string out;
    const auto size = static_cast<std::int32_t>(domain.size());
    for (std::int32_t at = 0; at < size;) {
        std::int32_t begin = at;
        UChar32 character = 0;
        U8_NEXT(domain.data(), at, size, character);
        const Mapping* mapping = newer_mapping(character);
        if (!mapping) {
            out.append(domain, static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin));
        } else if (mapping->to) {
            char bytes[U8_MAX_LENGTH];
            std::int32_t length = 0;
            U8_APPEND_UNSAFE(bytes, length, mapping->to + (character - mapping->first));
            out.append(bytes, static_cast<std::size_t>(length));
        }
    }
    return out;
}

// What the standard does not hold against a name: DNS limits and where hyphens stand.
constexpr std::uint32_t forgiven = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                   UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                   UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

}  // namespace

// ICU and not libidn2, which knows IDNA 2008 only and refuses names such as emoji that browsers open.
std::optional<std::string> domain_to_ascii(std::string_view domain) {
    if (is_ascii(domain)) return ascii::lower(domain);
    std::string name = mapped(domain);
    UErrorCode status = U_ZERO_ERROR;
    constexpr std::uint32_t options =
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;
    std::unique_ptr<UIDNA, Freed<uidna_close>> idna(uidna_openUTS46(options, &status));
    if (U_FAILURE(status)) return std::nullopt;
    std::string out(name.size() * 4 + 64, '\0');
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    std::int32_t size = uidna_nameToASCII_UTF8(idna.get(), name.data(), static_cast<std::int32_t>(name.size()),
                                               out.data(), static_cast<std::int32_t>(out.size()), &info, &status);
    if (U_FAILURE(status) || (info.errors & ~forgiven)) return std::nullopt;
    out.resize(static_cast<std::size_t>(size));
    return out;
}

}  // namespace newsbus::url
