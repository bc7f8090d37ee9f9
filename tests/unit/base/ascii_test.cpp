#include "base/ascii.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

TEST(Ascii, LowersItsOwnLettersOnly) {
    EXPECT_EQ(ascii::lower("AZ az @[ 09"), "az az @[ 09");
    EXPECT_EQ(ascii::lower("\u00c9TAT"), "\u00c9tat");
}

TEST(Ascii, KnowsLettersAndDigits) {
    for (char c : {'a', 'z', 'A', 'Z'}) EXPECT_TRUE(ascii::is_alpha(c)) << c;
    for (char c : {'@', '[', '`', '{', '0', '\xe9'}) EXPECT_FALSE(ascii::is_alpha(c)) << c;
    for (char c : {'0', '9'}) EXPECT_TRUE(ascii::is_digit(c)) << c;
    for (char c : {'/', ':', 'a', '\xb2'}) EXPECT_FALSE(ascii::is_digit(c)) << c;
}

}  // namespace
}  // namespace newsbus
