#include "article/sameness.h"

#include "article/counting_lines.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "url/url.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace newsbus {
namespace {

/// Has it characters of the blocks that hold marks, or letters that are put together: the Latin and Greek marks, and
/// those of Arabic, of the scripts of India, of Hangul and of kana? Only these can be written in several forms.
bool may_be_decomposed(std::string_view text) {
    return !is_ascii(text) && std::ranges::any_of(text, [](char c) {
        const auto lead = static_cast<unsigned char>(c);
        return lead == 0xCC || lead == 0xCD || lead == 0xD9 || lead == 0xE0 || lead == 0xE1 || lead == 0xE3;
    });
}

/// `text` in normal form C; nothing when it is in that form.
std::optional<std::string> composed(std::string_view text) {
    if (!may_be_decomposed(text)) return std::nullopt;
    UErrorCode failed = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(failed);
    const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
    if (U_FAILURE(failed) || form->isNormalizedUTF8(piece, failed)) return std::nullopt;
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    form->normalizeUTF8(0, piece, sink, nullptr, failed);
    return U_SUCCESS(failed) ? std::optional(std::move(out)) : std::nullopt;
}

/// What a character of the blocks of punctuation is compared as; nullptr = as it is.
const char* plain_punctuation(unsigned char second, unsigned char third) {
    if (second == 0x80) {
        if (third <= 0x8F) return "";   // spaces, zero width, marks of direction
        if (third <= 0x95) return "-";  // hyphens and dashes
        if (third >= 0x98 && third <= 0x9F) return "'";
        if (third == 0xA6) return "...";
        if (third >= 0xA8 && third <= 0xAF) return "";
        if (third == 0xB2 || third == 0xB3 || third == 0xB9 || third == 0xBA) return "'";
    }
    if (second == 0x81 && third >= 0x9F && third <= 0xAF) return "";
    if (second == 0x88 && third == 0x92) return "-";  // minus
    return nullptr;
}

/// The same for any character that begins at `at`; `size` becomes its length when it is known here.
const char* plain_character(std::string_view text, std::size_t at, std::size_t& size) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0); };
    size = 2;
    if (byte(0) == 0xC2) {
        if (byte(1) == 0xA0 || byte(1) == 0xAD) return "";
        if (byte(1) == 0xB4 || byte(1) == 0xAB || byte(1) == 0xBB) return "'";
        return nullptr;
    }
    size = 3;
    if (byte(0) == 0xE2) return plain_punctuation(byte(1), byte(2));
    if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return "";
    if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) >= 0x8C && byte(2) <= 0x8F) return "'";  // 「」『』
    if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return "";
    if (byte(0) == 0xEF && byte(1) == 0xB8 && byte(2) <= 0x8F) return "";
    return nullptr;
}

/// Is the byte a character that is compared as it is, or a part of one?
constexpr std::array<bool, 256> plain_bytes = [] {
    std::array<bool, 256> plain;
    plain.fill(true);
    for (unsigned char c : {' ', '\t', '\r', '\n', '-', '`', '"', '\xC2', '\xE2', '\xE3', '\xEF'}) plain[c] = false;
    return plain;
}();

bool is_plain(char c) {
    return plain_bytes[static_cast<unsigned char>(c)];
}

void append_line(std::string& out, std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at;
        while (end < line.size() && is_plain(line[end])) ++end;
        out.append(line.substr(at, end - at));
        if ((at = end) == line.size()) return;
        const char c = line[at];
        std::size_t size = 1;
        const char* instead = ascii::is_space(c)     ? ""
                              : c == '`' || c == '"' ? "'"
                              : c == '-'             ? "-"
                                                     : plain_character(line, at, size);
        if (!instead) {
            size = 1;
            out += c;
        } else if (*instead != '-' || !out.ends_with('-')) {  // "--" is a dash
            out += instead;
        }
        at += size;
    }
}

// What picture, sound and film files are called.
bool names_a_file(std::string_view path) {
    constexpr std::string_view endings[] = {
        "jpg", "jpeg", "png",  "gif", "webp", "avif", "svg", "heic", "bmp",  "tif",  "tiff", "mp3", "m4a", "aac",
        "ogg", "oga",  "opus", "wav", "flac", "mp4",  "m4v", "mov",  "webm", "m3u8", "mpd",  "ogv", "pdf", "epub"};
    std::string_view name = path.substr(std::min(path.rfind('/') + 1, path.size()));
    std::size_t dot = name.rfind('.');
    if (dot == name.npos) return false;
    return std::ranges::find(endings, ascii::lower(name.substr(dot + 1))) != std::end(endings);
}

}  // namespace

void append_lasting_text(std::string& out, std::string_view text) {
    const std::optional<std::string> made = composed(text);
    if (made) text = *made;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        append_line(out, without_counts(text.substr(begin, end - begin)));
        begin = end + 1;
    }
}

std::string lasting_link(std::string_view address) {
    auto url = Url::parse(address);
    return url ? lasting_address(*url) : std::string(address);
}

std::string lasting_media(std::string_view address) {
    auto url = Url::parse(address);
    if (!url || url->host().empty()) return std::string(address);
    return names_a_file(url->path()) ? std::string(url->path()) : lasting_path(*url);
}

}  // namespace newsbus
