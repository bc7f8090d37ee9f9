#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

struct sockaddr;

namespace newsbus::http {

/// A block of addresses in CIDR notation; a single address is a block of one. IPv4 inside IPv6 (::ffff:10.0.0.1) counts
/// as IPv4.
class Network {
public:
    /// Reads "127.0.1.0/24", "fd00::/8", "10.1.2.3". Fails with Errc::config for anything else, also when address bits
    /// are set beyond the prefix.
    static Result<Network> parse(std::string_view text);
    bool contains(const sockaddr& address) const;

private:
    std::array<unsigned char, 16> bytes_{};
    int family_ = 0;
    int bits_ = 0;
};

/// The purpose that keeps an address from being contacted without permission: "private", "loopback", "link-local",
/// "multicast", "reserved", ... after the IANA registries of special-purpose addresses. "" for globally reachable
/// unicast addresses.
/// IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4. Other tunnels (6to4, Teredo) are reserved: no publisher is
/// there.
std::string_view special_purpose(const sockaddr& address);

/// May this address be contacted? Globally reachable unicast ones may, others only when `allowed` holds them.
bool may_contact(const sockaddr& address, std::span<const Network> allowed);

/// "10.0.0.1", "2001:db8::1".
std::string to_text(const sockaddr& address);

}  // namespace newsbus::http
