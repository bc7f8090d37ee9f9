#include "http/guard.h"

#include <spdlog/fmt/fmt.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace newsbus::http {
namespace {

/// An address as bytes: 4 (AF_INET) or 16 (AF_INET6) of them count.
struct Bytes {
    int family = AF_UNSPEC;
    std::array<unsigned char, 16> at{};
    int bits() const { return family == AF_INET ? 32 : 128; }
};

bool share_prefix(const std::array<unsigned char, 16>& a, const std::array<unsigned char, 16>& b, int bits) {
    auto whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
    if (bits % 8 == 0) return true;
    auto mask = static_cast<unsigned char>(0xff << (8 - bits % 8));
    return ((a[whole] ^ b[whole]) & mask) == 0;
}

Bytes embedded_ipv4(const Bytes& address) {
    Bytes inner{AF_INET, {}};
    std::copy_n(address.at.begin() + 12, 4, inner.at.begin());
    return inner;
}

constexpr std::array<unsigned char, 16> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::array<unsigned char, 16> nat64{0, 0x64, 0xff, 0x9b};

/// The address itself, IPv4-mapped ones (::ffff:0:0/96) as IPv4.
Bytes bytes_of(const sockaddr& address) {
    Bytes bytes{address.sa_family, {}};
    if (bytes.family == AF_INET) {
        sockaddr_in in;
        std::memcpy(&in, &address, sizeof in);
        std::memcpy(bytes.at.data(), &in.sin_addr, 4);
    } else if (bytes.family == AF_INET6) {
        sockaddr_in6 in;
        std::memcpy(&in, &address, sizeof in);
        std::memcpy(bytes.at.data(), &in.sin6_addr, 16);
        if (share_prefix(bytes.at, mapped, 96)) return embedded_ipv4(bytes);
    }
    return bytes;
}

std::optional<Bytes> read_bytes(const std::string& text) {
    Bytes bytes;
    for (int family : {AF_INET, AF_INET6}) {
        bytes.family = family;
        if (inet_pton(family, text.c_str(), bytes.at.data()) == 1) return bytes;
    }
    return std::nullopt;
}

std::string text_of(const Bytes& address) {
    char text[INET6_ADDRSTRLEN] = "";
    const char* written = inet_ntop(address.family, address.at.data(), text, sizeof text);
    return written ? written : fmt::format("address of family {}", address.family);
}

struct Block {
    const char* address;
    int bits;
    std::string_view name;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry: what is not "globally reachable", with multicast and the
// one well-known metadata service on a public address.
constexpr Block special_ipv4[] = {
    {"0.0.0.0", 8, "reserved"},
    {"10.0.0.0", 8, "private"},
    {"100.64.0.0", 10, "private"},
    {"127.0.0.0", 8, "loopback"},
    {"169.254.0.0", 16, "link-local"},
    {"172.16.0.0", 12, "private"},
    {"192.0.0.0", 24, "reserved"},
    {"192.0.2.0", 24, "for documentation"},
    {"192.88.99.0", 24, "reserved"},
    {"192.168.0.0", 16, "private"},
    {"198.18.0.0", 15, "for benchmarks"},
    {"198.51.100.0", 24, "for documentation"},
    {"203.0.113.0", 24, "for documentation"},
    {"224.0.0.0", 4, "multicast"},
    {"240.0.0.0", 4, "reserved"},
    {"168.63.129.16", 32, "a metadata service"},
};

// https://www.iana.org/assignments/iana-ipv6-special-registry: inside 2000::/3, outside of which nothing is global.
constexpr Block special_ipv6[] = {
    {"::", 128, "unspecified"},          {"::1", 128, "loopback"},   {"fe80::", 10, "link-local"},
    {"fec0::", 10, "private"},           {"fc00::", 7, "private"},   {"ff00::", 8, "multicast"},
    {"2001::", 23, "reserved"},          {"2002::", 16, "reserved"}, {"2001:db8::", 32, "for documentation"},
    {"3fff::", 20, "for documentation"},
};

std::string_view name_in(std::span<const Block> blocks, const Bytes& address) {
    for (const Block& block : blocks) {
        Bytes start = *read_bytes(block.address);
        if (share_prefix(start.at, address.at, block.bits)) return block.name;
    }
    return {};
}

std::string_view special_purpose(const Bytes& address) {
    if (address.family == AF_INET) return name_in(special_ipv4, address);
    if (address.family != AF_INET6) return "of an unknown family";
    if (share_prefix(address.at, nat64, 96)) return special_purpose(embedded_ipv4(address));
    if (std::string_view name = name_in(special_ipv6, address); !name.empty()) return name;
    bool global_unicast = (address.at[0] & 0xe0) == 0x20;
    return global_unicast ? "" : "reserved";
}

}  // namespace

Result<Network> Network::parse(std::string_view text) {
    auto bad = [&](std::string_view why) { return Error{Errc::config, fmt::format("\"{}\": {}", text, why)}; };
    auto slash = text.find('/');
    std::optional<Bytes> address = read_bytes(std::string(text.substr(0, slash)));
    if (!address) return bad("neither an address nor a block like 10.0.0.0/8 or fd00::/8");
    int bits = address->bits();
    if (slash != std::string_view::npos) {
        const char* end = text.data() + text.size();
        auto [rest, error] = std::from_chars(text.data() + slash + 1, end, bits);
        if (error != std::errc() || rest != end || bits < 0 || bits > address->bits())
            return bad(fmt::format("the prefix after the slash is a number from 0 to {}", address->bits()));
    }
    Bytes start{address->family, {}};
    for (int i = 0; i < bits; ++i) start.at[i / 8] |= address->at[i / 8] & (0x80 >> i % 8);
    if (start.at != address->at)
        return bad(fmt::format("has address bits beyond the prefix; the block is {}/{}", text_of(start), bits));
    if (start.family == AF_INET6 && bits >= 96 && share_prefix(start.at, mapped, 96)) {
        start = embedded_ipv4(start);
        bits -= 96;
    }
    Network network;
    network.bytes_ = start.at;
    network.family_ = start.family;
    network.bits_ = bits;
    return network;
}

bool Network::contains(const sockaddr& address) const {
    Bytes bytes = bytes_of(address);
    return bytes.family == family_ && share_prefix(bytes.at, bytes_, bits_);
}

std::string_view special_purpose(const sockaddr& address) {
    return special_purpose(bytes_of(address));
}

bool may_contact(const sockaddr& address, std::span<const Network> allowed) {
    if (special_purpose(address).empty()) return true;
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](const Network& network) { return network.contains(address); });
}

std::string to_text(const sockaddr& address) {
    return text_of(bytes_of(address));
}

}  // namespace newsbus::http
