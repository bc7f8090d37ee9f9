#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsbus {

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// The first 64 bits of SHA-256, big-endian: a fingerprint that stays the same across versions and machines.
std::uint64_t fingerprint(std::string_view bytes);

}  // namespace newsbus
