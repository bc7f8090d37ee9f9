#include "base/ascii.h"
#include "url/pieces.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <vector>

namespace newsbus::url {
namespace {

constexpr std::string_view forbidden_in_host{"\0\t\n\r #/:<>?@[\\]^|", 17};

bool is_forbidden_in_domain(char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte <= 0x1f || byte == 0x7f || c == '%' || forbidden_in_host.find(c) != forbidden_in_host.npos;
}

/// One part of an IPv4 address: decimal, 0x hexadecimal or 0 octal. Nothing when it is not a number.
std::optional<std::uint64_t> ipv4_number(std::string_view part) {
    if (part.empty()) return std::nullopt;
    unsigned radix = 10;
    if (part.size() >= 2 && part[0] == '0' && ascii::lower(part[1]) == 'x') {
        part.remove_prefix(2);
        radix = 16;
    } else if (part.size() >= 2 && part[0] == '0') {
        part.remove_prefix(1);
        radix = 8;
    }
    std::uint64_t number = 0;
    for (char c : part) {
        int digit = hex_value(c);
        if (digit < 0 || static_cast<unsigned>(digit) >= radix) return std::nullopt;
        number = std::min<std::uint64_t>(number * radix + static_cast<unsigned>(digit), std::uint64_t{1} << 40);
    }
    return number;
}

std::vector<std::string_view> labels_of(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    std::vector<std::string_view> labels;
    for (std::size_t begin = 0;;) {
        std::size_t dot = host.find('.', begin);
        labels.push_back(host.substr(begin, dot == host.npos ? dot : dot - begin));
        if (dot == host.npos) return labels;
        begin = dot + 1;
    }
}

/// A host whose last label looks like a number must be an IPv4 address.
bool ends_in_number(std::string_view last) {
    bool all_digits = !last.empty();
    for (char c : last) all_digits = all_digits && ascii::is_digit(c);
    return all_digits || ipv4_number(last).has_value();
}

std::optional<std::string> parse_ipv4(const std::vector<std::string_view>& labels) {
    if (labels.size() > 4) return std::nullopt;
    std::uint64_t address = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        auto number = ipv4_number(labels[i]);
        bool last = i + 1 == labels.size();
        if (!number || *number >= (last ? std::uint64_t{1} << (8 * (5 - labels.size())) : 256)) return std::nullopt;
        address |= last ? *number : *number << (8 * (3 - i));
    }
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += std::to_string(address >> shift & 255);
        if (shift) out += '.';
    }
    return out;
}

/// The standard prints IPv4-mapped addresses in hexadecimal too, so inet_ntop will not do.
std::string print_ipv6(const std::array<std::uint16_t, 8>& pieces) {
    std::size_t longest = 8, longest_size = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && pieces[end] == 0) ++end;
        if (end - i > longest_size) {
            longest = i;
            longest_size = end - i;
        }
    }
    static constexpr char digits[] = "0123456789abcdef";
    std::string out = "[";
    for (std::size_t i = 0; i < 8;) {
        if (i == longest) {
            out += i == 0 ? "::" : ":";
            i += longest_size;
            continue;
        }
        bool started = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            unsigned digit = pieces[i] >> shift & 15u;
            started = started || digit || shift == 0;
            if (started) out += digits[digit];
        }
        if (++i < 8) out += ':';
    }
    return out + "]";
}

std::optional<std::string> parse_ipv6(std::string_view text) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
    std::array<std::uint16_t, 8> pieces{};
    for (std::size_t i = 0; i < 8; ++i) pieces[i] = static_cast<std::uint16_t>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
    return print_ipv6(pieces);
}

}  // namespace

bool is_plain_domain(std::string_view text) {
    for (char c : text)
        if (!((c >= 'a' && c <= 'z') || ascii::is_digit(c) || c == '-' || c == '.')) return false;
    std::size_t last = text.rfind('.') + 1;
    return last < text.size() && ascii::is_alpha(text[last]);
}

std::optional<std::string> parse_host(std::string_view text, bool special) {
    if (text.starts_with('[')) {
        if (!text.ends_with(']') || text.find('\0') != text.npos) return std::nullopt;
        return parse_ipv6(text.substr(1, text.size() - 2));
    }
    if (!special) {
        if (text.find_first_of(forbidden_in_host) != text.npos) return std::nullopt;
        std::string out;
        percent_encode(text, EncodeSet::control, out);
        return out;
    }
    if (is_plain_domain(text)) return std::string(text);
    if (text.empty()) return std::string();  // file:; the others were refused before
    auto domain = domain_to_ascii(percent_decode(text));
    if (!domain || domain->empty()) return std::nullopt;
    for (char c : *domain)
        if (is_forbidden_in_domain(c)) return std::nullopt;
    auto labels = labels_of(*domain);
    if (ends_in_number(labels.back())) return parse_ipv4(labels);
    return domain;
}

}  // namespace newsbus::url
