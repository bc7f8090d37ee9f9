#include "source/robots_pattern.h"

#include "base/ascii.h"

#include <algorithm>

namespace newsbus::source {
namespace {

constexpr std::size_t longest_target = 8 << 10;

bool is_unreserved(char c) {
    return ascii::is_alpha(c) || ascii::is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// RFC 3986 section 2.2, without `*` and `$`, which are special in patterns.
bool is_reserved(char c) {
    return c != '\0' && std::string_view(":/?#[]@!&'()+,;=").find(c) != std::string_view::npos;
}

int hex_value(char c) {
    if (ascii::is_digit(c)) return c - '0';
    c = ascii::lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void encode(char c, std::string& out) {
    constexpr const char* digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4], digits[byte & 15]};
}

/// One octet of `text` at `at`, which goes past it. Decoded if it is percent-encoded.
struct Octet {
    char value;
    bool was_encoded;
};
Octet next(std::string_view text, std::size_t& at) {
    const char c = text[at++];
    if (c != '%' || at + 2 > text.size()) return {c, false};
    const int high = hex_value(text[at]), low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return {c, false};
    at += 2;
    return {static_cast<char>(high * 16 + low), true};
}

void put(Octet octet, std::string& out) {
    if (is_unreserved(octet.value) || (is_reserved(octet.value) && !octet.was_encoded))
        out += octet.value;
    else
        encode(octet.value, out);
}

/// `normal` with what is reserved percent-encoded, except where it divides. Of a pattern `*` and `$` are left.
std::string with_reserved_encoded(std::string_view normal) {
    std::string out;
    bool in_query = false;
    for (char c : normal) {
        const bool divides = in_query ? c == '&' || c == '=' : c == '/' || c == '?';
        if (is_reserved(c) && !divides)
            encode(c, out);
        else
            out += c;
        in_query = in_query || c == '?';
    }
    return out;
}

/// Each piece between two `*` is looked for behind the one before, at its first place: a later one matches no more.
bool is_match(std::string_view pattern, std::string_view text) {
    const bool to_end = pattern.ends_with('$');
    if (to_end) pattern.remove_suffix(1);
    std::size_t star = pattern.find('*');
    const std::string_view head = pattern.substr(0, star);
    if (!text.starts_with(head)) return false;
    if (star == pattern.npos) return !to_end || text.size() == head.size();
    text.remove_prefix(head.size());
    pattern.remove_prefix(star + 1);
    while ((star = pattern.find('*')) != pattern.npos) {
        const std::string_view piece = pattern.substr(0, star);
        const std::size_t at = text.find(piece);
        if (at == text.npos) return false;
        text.remove_prefix(at + piece.size());
        pattern.remove_prefix(star + 1);
    }
    return to_end ? text.ends_with(pattern) : text.find(pattern) != text.npos;
}

}  // namespace

std::string normal_pattern(std::string_view written) {
    std::string pattern;
    if (!written.starts_with('/') && !written.starts_with('*')) pattern += '/';
    const bool to_end = written.ends_with('$');
    if (to_end) written.remove_suffix(1);
    for (std::size_t at = 0; at < written.size();) {
        const Octet octet = next(written, at);
        if (octet.value != '*' || octet.was_encoded)
            put(octet, pattern);
        else if (!pattern.ends_with('*'))
            pattern += '*';
    }
    return to_end ? pattern + '$' : pattern;
}

std::string shortened_pattern(std::string pattern, std::size_t most) {
    if (pattern.size() <= most) return pattern;
    pattern.resize(most);
    const std::size_t percent = pattern.find_last_of('%');
    if (percent != pattern.npos && percent + 3 > pattern.size()) pattern.resize(percent);
    return pattern;
}

RobotsTarget::RobotsTarget(const Url& url) {
    const Url whole = url.without_fragment();
    std::string_view text = whole.str();
    text.remove_prefix(static_cast<std::size_t>(whole.path().data() - text.data()));
    text = text.substr(0, longest_target);
    if (text.empty()) normal_ = "/";
    for (std::size_t at = 0; at < text.size();) put(next(text, at), normal_);
    encoded_ = with_reserved_encoded(normal_);
    if (encoded_ == normal_) encoded_.clear();
}

bool RobotsTarget::matches(std::string_view pattern) const {
    if (is_match(pattern, normal_)) return true;
    // With nothing reserved in the address, only a pattern that has it encoded could match there, and does above.
    const std::string encoded = with_reserved_encoded(pattern);
    return is_match(encoded, encoded_.empty() ? normal_ : encoded_);
}

}  // namespace newsbus::source
