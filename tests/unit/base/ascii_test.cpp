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

TEST(Ascii, ComparesWithoutTheCaseOfItsLetters) {
    EXPECT_TRUE(ascii::equals_ignoring_case("noIndex", "NOINDEX"));
    EXPECT_FALSE(ascii::equals_ignoring_case("a", "ab"));
    EXPECT_FALSE(ascii::equals_ignoring_case("@", "`"));  // the bit that tells cases apart tells these apart too
    EXPECT_FALSE(ascii::equals_ignoring_case("\xC9", "\xE9"));
}

TEST(Ascii, TrimsWhatItIsToldTo) {
    EXPECT_EQ(ascii::trimmed(" \r\n a b\t"), "a b");
    EXPECT_EQ(ascii::trimmed("\f a"), "\f a");
    EXPECT_EQ(ascii::trimmed("[a]", "[]"), "a");
    EXPECT_EQ(ascii::trimmed(" \n "), "");
    EXPECT_EQ(ascii::trimmed(""), "");
}

}  // namespace
}  // namespace newsbus
