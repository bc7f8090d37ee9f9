#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <netinet/in.h>

namespace newsbus {

/// A literal IP address, with a port where the text had one (0 = the system picks it).
struct Address {
    sockaddr_in6 raw{};  ///< of either family
    std::uint16_t port = 0;

    bool is_loopback() const;
    std::string host() const;  ///< "127.0.0.1", "::1"
    const sockaddr& as_sockaddr() const { return reinterpret_cast<const sockaddr&>(raw); }
    bool operator==(const Address& other) const;
};

/// "127.0.0.1" or "[::1]". Nothing for names.
std::optional<Address> parse_host(std::string_view text);

/// "127.0.0.1:9556", "[::1]:9556"; the port is decimal without leading zeros, or "*" or "0". The one reader of such
/// texts: what the configuration takes, the sockets are bound to.
std::optional<Address> parse_address(std::string_view text);

/// Bytes that fit a Unix socket's path (sockaddr_un).
constexpr std::size_t longest_socket_path = 107;

}  // namespace newsbus
