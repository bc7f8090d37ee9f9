#include "base/address.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>

namespace newsbus {
namespace {

const in_addr& v4(const sockaddr_in6& raw) {
    return reinterpret_cast<const sockaddr_in&>(raw).sin_addr;
}

}  // namespace

bool Address::is_loopback() const {
    if (raw.sin6_family == AF_INET) return ntohl(v4(raw).s_addr) >> 24 == 127;
    return IN6_IS_ADDR_LOOPBACK(&raw.sin6_addr);
}

std::string Address::host() const {
    char text[INET6_ADDRSTRLEN] = {};
    const void* bytes = raw.sin6_family == AF_INET ? static_cast<const void*>(&v4(raw)) : &raw.sin6_addr;
    inet_ntop(raw.sin6_family, bytes, text, sizeof text);
    return text;
}

bool Address::operator==(const Address& other) const {
    if (raw.sin6_family != other.raw.sin6_family || port != other.port) return false;
    if (raw.sin6_family == AF_INET) return v4(raw).s_addr == v4(other.raw).s_addr;
    return std::memcmp(&raw.sin6_addr, &other.raw.sin6_addr, sizeof raw.sin6_addr) == 0;
}

std::optional<Address> parse_host(std::string_view text) {
    Address address;
    if (text.starts_with('[') && text.ends_with(']')) {
        address.raw.sin6_family = AF_INET6;
        std::string inner(text.substr(1, text.size() - 2));
        if (inet_pton(AF_INET6, inner.c_str(), &address.raw.sin6_addr) != 1) return std::nullopt;
        return address;
    }
    auto& raw = reinterpret_cast<sockaddr_in&>(address.raw);
    raw.sin_family = AF_INET;
    if (inet_pton(AF_INET, std::string(text).c_str(), &raw.sin_addr) != 1) return std::nullopt;
    return address;
}

std::optional<Address> parse_address(std::string_view text) {
    std::size_t colon = text.rfind(':');
    if (colon == text.npos) return std::nullopt;
    auto address = parse_host(text.substr(0, colon));
    std::string_view port = text.substr(colon + 1);
    if (!address) return std::nullopt;
    if (port == "*") return address;
    if (port.size() > 1 && port.starts_with('0')) return std::nullopt;
    auto [rest, failed] = std::from_chars(port.data(), port.data() + port.size(), address->port);
    if (failed != std::errc{} || rest != port.data() + port.size()) return std::nullopt;
    return address;
}

}  // namespace newsbus
