#include "base/affix.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

constexpr std::string_view signs[] = {"(", "\u3010", "--", "-"};

TEST(Affix, SaysHowLongTheFirstWordIsThatATextBeginsOrEndsWith) {
    EXPECT_EQ(prefix_size("(AFP)", signs), 1u);
    EXPECT_EQ(prefix_size("\u3010\u6771\u4eac\u3011", signs), 3u);
    EXPECT_EQ(prefix_size("--- Lisbon", signs), 2u);
    EXPECT_EQ(suffix_size("Lisbon -", signs), 1u);
    EXPECT_EQ(suffix_size("Lisbon --", signs), 2u);
}

TEST(Affix, IsNoneOfATextWithoutAndOfNoText) {
    EXPECT_EQ(prefix_size("Lisbon (", signs), 0u);
    EXPECT_EQ(suffix_size("(Lisbon", signs), 0u);
    EXPECT_EQ(prefix_size("", signs), 0u);
    EXPECT_EQ(suffix_size("", signs), 0u);
    EXPECT_EQ(prefix_size("\u3010", std::initializer_list<std::string_view>{"\u3010\u3011"}), 0u);
}

}  // namespace
}  // namespace newsbus
