#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sockaddr;

namespace newsbus::http {

/// A block of addresses in CIDR notation; an address alone is a block of one.
class Network {
public:
    /// "127.0.1.0/24", "fd00::/8", "10.1.2.3". Errc::config for anything else.
    static Result<Network> parse(std::string_view text);
    bool contains(const sockaddr& address) const;

private:
    unsigned char bytes_[16] = {};
    int family_ = 0;
    int bits_ = 0;
};

/// May this address be contacted? Globally reachable unicast addresses may; private, loopback, link-local, metadata,
/// multicast and reserved ones (IANA special-purpose registries, IPv4 inside IPv6 forms included) only when listed.
bool may_contact(const sockaddr& address, std::span<const Network> allowed);

}  // namespace newsbus::http
