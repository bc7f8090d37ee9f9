#include "base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <new>

namespace newsbus {
namespace {

using Hash = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

/// OpenSSL's SHA-256, looked up once: SHA256() looks it up for each text, which costs as much as to hash a short one.
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found ? found : EVP_sha256();
}

Hash sha256(std::string_view bytes) {
    Hash hash;
    if (!EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, algorithm(), nullptr)) throw std::bad_alloc();
    return hash;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    const Hash hash = sha256(bytes);
    std::string hex(2 * hash.size(), '0');
    for (std::size_t i = 0; i < hash.size(); ++i) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
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
