#include "base/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace newsbus {
namespace {

using testing::MatchesRegex;

std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned char byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

TEST(Secrets, RandomHexIsNeverTheSame) {
    std::set<std::string> all;
    for (int i = 0; i < 1000; ++i) all.insert(random_hex(16));
    EXPECT_EQ(all.size(), 1000u);
    EXPECT_THAT(*all.begin(), MatchesRegex("[0-9a-f]*"));
    EXPECT_EQ(all.begin()->size(), 32u);
    EXPECT_EQ(random_hex(0), "");
}

// RFC 2202 (test case 2) and RFC 4231 (test case 2).
TEST(Secrets, SignsAsTheStandardsSay) {
    const std::string_view key = "Jefe", text = "what do ya want for nothing?";
    EXPECT_EQ(hex(hmac("sha1", key, text)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(hex(hmac("sha256", key, text)), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac("sha384", key, text)),
              "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649");
    EXPECT_EQ(hex(hmac("sha512", key, text)),
              "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd"
              "caeab1a34d4a6b4b636e070a38bce737");
    EXPECT_EQ(hmac("md5", key, text), "");
    EXPECT_EQ(hmac("", key, text), "");
}

TEST(Secrets, ComparesWholeTexts) {
    EXPECT_TRUE(same_secret("abc", "abc"));
    EXPECT_FALSE(same_secret("abc", "abd"));
    EXPECT_FALSE(same_secret("abc", "ab"));
    EXPECT_TRUE(same_secret("", ""));
}

}  // namespace
}  // namespace newsbus
