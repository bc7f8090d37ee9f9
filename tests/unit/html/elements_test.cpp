#include "html/elements.h"

#include <gtest/gtest.h>

namespace newsbus::html {
namespace {

TEST(Elements, KnownNamesHaveANumberThatLeadsBackToThem) {
    for (std::string_view name : {"a", "p", "span", "td", "xmp"}) {
        EXPECT_EQ(name_of(number_of(name)), name);
        EXPECT_EQ(traits_of(number_of(name)), traits_of(name)) << name;
    }
}

TEST(Elements, UnknownNamesHaveNone) {
    EXPECT_EQ(number_of("story-teaser"), 0);
    EXPECT_EQ(number_of(""), 0);
    EXPECT_EQ(name_of(0), "");
    EXPECT_EQ(traits_of(std::uint8_t{0}), 0u);
    EXPECT_EQ(name_of(255), "");
}

}  // namespace
}  // namespace newsbus::html
