#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus {

/// That many bytes from the system's random numbers, as lower-case hex: for tokens and keys that nobody may guess.
std::string random_hex(std::size_t bytes);

/// HMAC (RFC 2104) of `text` with a hash of FIPS 180-4: "sha1", "sha256", "sha384" or "sha512". Its bytes; "" for any
/// other name.
std::string hmac(std::string_view hash, std::string_view key, std::string_view text);

/// Are they the same? Takes the same time wherever they differ; their lengths are no secret.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace newsbus
