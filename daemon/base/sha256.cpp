#include "base/sha256.h"

#include <openssl/sha.h>

#include <array>

namespace newsbus {
namespace {

using Hash = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Hash sha256(std::string_view bytes) {
    Hash hash;
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
    return hash;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned char byte : sha256(bytes)) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::uint64_t fingerprint(std::string_view bytes) {
    Hash hash = sha256(bytes);
    std::uint64_t print = 0;
    for (int i = 0; i < 8; ++i) print = print << 8 | hash[i];
    return print;
}

}  // namespace newsbus
