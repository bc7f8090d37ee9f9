#include "charset/charset.h"
#include "base/ascii.h"
#include "base/freed.h"
#include "base/utf8.h"
#include "charset/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace newsbus {
namespace {

using Converter = std::unique_ptr<UConverter, Freed<ucnv_close>>;
using Detector = std::unique_ptr<UCharsetDetector, Freed<ucsdet_close>>;

constexpr std::size_t xml_declaration_window = 1024;  // junk in front of it included
constexpr std::size_t html_declaration_window = 16 << 10;
constexpr std::size_t detection_window = 32 << 10;

struct Signature {
    std::string_view bytes;
    const char* icu;
    std::string_view name;
    bool is_mark;  // a byte order mark, to be cut; else the first character of the document
};
// The longer ones first: the mark of UTF-32LE begins with that of UTF-16LE.
constexpr Signature signatures[] = {
    {{"\xff\xfe\0\0", 4}, "UTF-32LE", "utf-32le", true}, {{"\0\0\xfe\xff", 4}, "UTF-32BE", "utf-32be", true},
    {{"<\0\0\0", 4}, "UTF-32LE", "utf-32le", false},     {{"\0\0\0<", 4}, "UTF-32BE", "utf-32be", false},
    {{"\xff\xfe", 2}, "UTF-16LE", "utf-16le", true},     {{"\xfe\xff", 2}, "UTF-16BE", "utf-16be", true},
    {{"<\0", 2}, "UTF-16LE", "utf-16le", false},         {{"\0<", 2}, "UTF-16BE", "utf-16be", false},
    {{"{\0", 2}, "UTF-16LE", "utf-16le", false},         {{"\0{", 2}, "UTF-16BE", "utf-16be", false},
};

/// Called by ICU for bytes that mean nothing: one U+FFFD, counted. (ICU's own gives U+001A for single bytes.)
void replace_bad_bytes(const void* count, UConverterToUnicodeArgs* args, const char*, std::int32_t,
                       UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
    static constexpr UChar replacement = 0xFFFD;
    ++*static_cast<std::size_t*>(const_cast<void*>(count));
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

struct Converted {
    std::string text;
    std::size_t replaced = 0;
};

/// Streams through a small pivot buffer, so that only input and output are in memory. Nothing when ICU has no such
/// converter.
std::optional<Converted> convert(std::string_view bytes, std::string_view icu_name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter from(ucnv_open(std::string(icu_name).c_str(), &status));
    Converter to(ucnv_open("UTF-8", &status));
    Converted out;
    ucnv_setToUCallBack(from.get(), replace_bad_bytes, &out.replaced, nullptr, nullptr, &status);
    if (U_FAILURE(status)) return std::nullopt;

    out.text.resize(bytes.size() + bytes.size() / 2 + 64);
    std::array<UChar, 4096> pivot;
    UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
    const char* source = bytes.data();
    std::size_t written = 0;
    for (bool first = true;; first = false) {
        char* target = out.text.data() + written;
        status = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, out.text.data() + out.text.size(), &source,
                       bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                       pivot.data() + pivot.size(), first, true, &status);
        written = static_cast<std::size_t>(target - out.text.data());
        if (status != U_BUFFER_OVERFLOW_ERROR) break;
        out.text.resize(out.text.size() * 2);
    }
    if (U_FAILURE(status)) return std::nullopt;
    out.text.resize(written);
    return out;
}

/// NUL never means anything. In XML, no control character but white space does.
std::string without_controls(std::string text, Markup markup) {
    if (markup == Markup::xml)
        std::erase_if(
            text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
    else
        std::erase(text, '\0');
    return text;
}

/// `text` is valid.
std::string checked(std::string text, Markup markup) {
    return look_at_utf8(text).has_controls ? without_controls(std::move(text), markup) : std::move(text);
}

/// Position of `needle` (lower-case) in `text`, any case.
std::size_t find_ignoring_case(std::string_view text, std::string_view needle, std::size_t from = 0) {
    auto same = [](char a, char b) { return ascii::lower(a) == b; };
    if (from >= text.size()) return text.npos;
    auto found =
        std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), needle.begin(), needle.end(), same);
    return found == text.end() ? text.npos : static_cast<std::size_t>(found - text.begin());
}

/// What follows `name` and an equals sign, quoted or bare.
std::string_view value_after(std::string_view text, std::string_view name) {
    auto skip_spaces = [&text] {
        while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    };
    for (std::size_t at = 0; (at = find_ignoring_case(text, name)) != text.npos;) {
        text.remove_prefix(at + name.size());
        skip_spaces();
        if (!text.starts_with('=')) continue;
        text.remove_prefix(1);
        skip_spaces();
        if (text.starts_with('"') || text.starts_with('\'')) {
            char quote = text.front();
            text.remove_prefix(1);
            return text.substr(0, text.find(quote));
        }
        return text.substr(0, text.find_first_of(" \t\r\n;,\"'>?/"));
    }
    return {};
}

std::string_view xml_declaration(std::string_view bytes) {
    std::string_view head = bytes.substr(0, xml_declaration_window);
    std::size_t at = find_ignoring_case(head, "<?xml");
    if (at == head.npos) return {};
    head.remove_prefix(at);
    return value_after(head.substr(0, head.find('>')), "encoding");
}

std::string_view html_declaration(std::string_view bytes) {
    std::string_view head = bytes.substr(0, html_declaration_window);
    for (std::size_t at = 0; (at = find_ignoring_case(head, "<meta", at)) != head.npos; ++at) {
        std::string_view tag = head.substr(at);
        tag = tag.substr(0, tag.find('>'));
        if (std::string_view label = value_after(tag, "charset"); !label.empty()) return label;
    }
    return xml_declaration(bytes);
}

const Encoding* declared_encoding(std::string_view bytes, Markup markup) {
    if (markup == Markup::xml) return encoding_for_label(xml_declaration(bytes));
    if (markup == Markup::html) return encoding_for_label(html_declaration(bytes));
    return nullptr;
}

bool is_legacy(const Encoding* encoding) {
    return encoding && !encoding->name.starts_with("utf-");
}

/// A guess from the letters; windows-1252 when ICU is not sure.
const Encoding* guessed(std::string_view bytes) {
    const Encoding* fallback = encoding_for_label("windows-1252");
    UErrorCode status = U_ZERO_ERROR;
    Detector detector(ucsdet_open(&status));
    if (U_FAILURE(status)) return fallback;
    ucsdet_enableInputFilter(detector.get(), true);
    std::size_t size = std::min(bytes.size(), detection_window);
    ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(size), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || !match || ucsdet_getConfidence(match, &status) < 30) return fallback;
    const Encoding* found = encoding_for_label(ucsdet_getName(match, &status));
    return U_SUCCESS(status) && is_legacy(found) ? found : fallback;
}

Decoded with_replacements(std::string_view bytes, Markup markup) {
    return {checked(replace_invalid_utf8(bytes), markup), "utf-8", true};
}

std::optional<Decoded> by_signature(std::string_view bytes, Markup markup) {
    for (const Signature& signature : signatures) {
        if (!bytes.starts_with(signature.bytes)) continue;
        auto converted = convert(bytes.substr(signature.is_mark ? signature.bytes.size() : 0), signature.icu);
        if (!converted) return std::nullopt;
        return Decoded{checked(std::move(converted->text), markup), std::string(signature.name),
                       converted->replaced > 0};
    }
    return std::nullopt;
}

bool is_multibyte(const Encoding& encoding) {
    for (std::string_view name : {"gbk", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis"})
        if (encoding.name == name) return true;
    return false;
}

bool means_ascii(std::string_view label) {
    for (std::string_view name : {"us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "usascii"})
        if (ascii::equals_ignoring_case(ascii::trimmed(label), name)) return true;
    return false;
}

Decoded as_legacy(std::string_view bytes, Markup markup, const Encoding& encoding, bool label_was_wrong) {
    auto converted = convert(bytes, encoding.icu);
    if (!converted) return with_replacements(bytes, markup);
    return {checked(std::move(converted->text), markup), std::string(encoding.name),
            label_was_wrong || converted->replaced > 0};
}

}  // namespace

Decoded to_utf8(std::string_view bytes, std::string_view http_charset, Markup markup) {
    static constexpr std::string_view mark = "\xef\xbb\xbf";
    bool marked = false;
    for (; bytes.starts_with(mark); marked = true) bytes.remove_prefix(mark.size());
    if (!marked)
        if (auto decoded = by_signature(bytes, markup)) return std::move(*decoded);

    const Encoding* from_http = encoding_for_label(http_charset);
    const Encoding* declared = declared_encoding(bytes, markup);
    if (is_legacy(declared) && means_ascii(http_charset)) from_http = nullptr;  // else the question would not arise
    const Encoding* label = is_legacy(from_http) ? from_http : is_legacy(declared) ? declared : nullptr;
    bool escapes = label && label->name == "iso-2022-jp" && bytes.find('\x1b') != bytes.npos;  // looks like ASCII
    Utf8Look look = look_at_utf8(bytes);
    if (!escapes && look.is_valid) {
        std::string text(bytes);
        if (look.has_controls) text = without_controls(std::move(text), markup);
        return {std::move(text), "utf-8", label && !marked && !is_ascii(bytes)};
    }

    // Bytes of a legacy encoding seldom form UTF-8 by chance, so a label must be wrong by a wide margin to be
    // overruled.
    Utf8Census count = utf8_census(bytes);
    if (marked || (!escapes && count.bad * (label ? 10 : 1) <= count.good)) return with_replacements(bytes, markup);
    if (!label) return as_legacy(bytes, markup, *guessed(bytes), true);
    Decoded labelled = as_legacy(bytes, markup, *label, false);
    if (!is_legacy(declared) || declared == label) return labelled;
    // The document knows better than a server's default, and than a label that some bytes contradict.
    if (!labelled.repaired && !(label->name == "windows-1252" && is_multibyte(*declared))) return labelled;
    Decoded told = as_legacy(bytes, markup, *declared, false);
    if (told.repaired) return labelled;
    told.repaired = true;
    return told;
}

std::string charset_parameter(std::string_view content_type) {
    std::size_t at = content_type.find(';');
    if (at == content_type.npos) return {};
    return std::string(value_after(content_type.substr(at + 1), "charset"));
}

}  // namespace newsbus
