#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <netinet/in.h>

namespace newsbus {

/// A literal IP address with a port. Port 0 = the system picks one.
struct Address {
    sockaddr_in6 raw{};  ///< IPv6, or a sockaddr_in in its place
    std::uint16_t port = 0;

    bool is_loopback() const;
    std::string host() const;  ///< "127.0.0.1", "::1"
    const sockaddr& as_sockaddr() const { return reinterpret_cast<const sockaddr&>(raw); }
    bool operator==(const Address& other) const;
};

/// Reads "127.0.0.1" or "[::1]". Nothing for names.
std::optional<Address> parse_host(std::string_view text);

/// Reads "127.0.0.1:9556" or "[::1]:9556". The port is decimal without leading zeros; "*" and "0" let the system pick.
/// Configuration and sockets both use this reader, so what the one takes the other can bind.
std::optional<Address> parse_address(std::string_view text);

/// The longest path of a Unix socket in bytes (sockaddr_un).
constexpr std::size_t longest_socket_path = 107;

}  // namespace newsbus
