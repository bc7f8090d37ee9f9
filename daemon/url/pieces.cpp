#include "url/pieces.h"

#include "base/ascii.h"

#include <algorithm>
#include <array>

namespace newsbus::url {
namespace {

struct Scheme {
    std::string_view name;
    std::uint16_t port;
};
constexpr Scheme schemes[] = {{"http", 80}, {"https", 443}, {"ftp", 21}, {"ws", 80}, {"wss", 443}, {"file", 0}};

const Scheme* find(std::string_view name) {
    auto found = std::ranges::find(schemes, name, &Scheme::name);
    return found == std::end(schemes) ? nullptr : found;
}

// For each ASCII character, a bit for every set it is encoded in.
constexpr std::array<std::uint8_t, 128> encode_sets() {
    std::array<std::uint8_t, 128> table{};
    auto bit = [](EncodeSet set) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(set)); };
    auto add = [&](std::string_view chars, std::initializer_list<EncodeSet> sets) {
        for (char c : chars)
            for (EncodeSet set : sets) table[static_cast<unsigned char>(c)] |= bit(set);
    };
    using enum EncodeSet;
    for (unsigned c = 0; c < 0x20; ++c) table[c] = 0xff;
    table[0x7f] = 0xff;
    add(" \"<>", {fragment, query, special_query, path, userinfo});
    add("`", {fragment, path, userinfo});
    add("#", {query, special_query, path, userinfo});
    add("'", {special_query});
    add("?^{}", {path, userinfo});
    add("/:;=@[\\]|", {userinfo});
    return table;
}

constexpr auto encoded_in = encode_sets();

/// The length of the longest beginning of `text` that stays as it is in a part with that set.
std::size_t plain_length(std::string_view text, EncodeSet set) {
    unsigned mask = 1u << static_cast<unsigned>(set);
    auto changes = [mask](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || (encoded_in[byte] & mask);
    };
    return static_cast<std::size_t>(std::ranges::find_if(text, changes) - text.begin());
}

/// The same for a path, which a backslash or a dot segment, or what may turn out to be one, changes too.
std::size_t plain_path_length(std::string_view text) {
    unsigned mask = 1u << static_cast<unsigned>(EncodeSet::path);
    char before = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || (encoded_in[byte] & mask) || c == '\\') return at;
        if (before == '/' && (c == '.' || c == '%')) return at - 1;
        before = c;
    }
    return text.size();
}

}  // namespace

int hex_value(char c) {
    if (ascii::is_digit(c)) return c - '0';
    char low = ascii::lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool is_special(std::string_view scheme) {
    return find(scheme) != nullptr;
}

std::uint16_t default_port(std::string_view scheme) {
    const Scheme* found = find(scheme);
    return found ? found->port : 0;
}

void percent_encode(std::string_view text, EncodeSet set, std::string& out) {
    static constexpr char digits[] = "0123456789ABCDEF";
    unsigned mask = 1u << static_cast<unsigned>(set);
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80 && !(encoded_in[byte] & mask)) continue;
        out.append(text, copied, i - copied);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
        copied = i + 1;
    }
    out.append(text, copied);
}

std::optional<Ends> ends_of_plain(std::string_view text) {
    Ends ends;
    ends.scheme = text.starts_with("https://") ? 5 : text.starts_with("http://") ? 4 : 0;
    if (ends.scheme == 0) return std::nullopt;
    std::size_t host = ends.scheme + 3;
    ends.host = text.find('/', host);
    if (ends.host == text.npos || !is_plain_domain(text.substr(host, ends.host - host))) return std::nullopt;
    ends.path = ends.host + plain_path_length(text.substr(ends.host));
    ends.query = ends.path;
    if (ends.query < text.size() && text[ends.query] == '?')
        ends.query += 1 + plain_length(text.substr(ends.query + 1), EncodeSet::special_query);
    std::size_t end = ends.query;
    if (end < text.size() && text[end] == '#') end += 1 + plain_length(text.substr(end + 1), EncodeSet::fragment);
    if (end != text.size()) return std::nullopt;
    return ends;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

}  // namespace newsbus::url
