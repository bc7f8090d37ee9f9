#include "url/origin.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

Url url(std::string_view text) {
    return Url::parse(text).value();
}

TEST(Origin, IsSchemeHostAndPort) {
    EXPECT_TRUE(same_origin(url("https://a.example/x"), url("https://A.example:443/y?z#w")));
    EXPECT_FALSE(same_origin(url("https://a.example/"), url("http://a.example/")));
    EXPECT_FALSE(same_origin(url("https://a.example/"), url("https://a.example:8443/")));
    EXPECT_FALSE(same_origin(url("https://a.example/"), url("https://b.a.example/")));
}

TEST(FrontPage, HasNeitherPathNorQuery) {
    EXPECT_TRUE(is_front_page(url("https://a.example")));
    EXPECT_TRUE(is_front_page(url("https://a.example/#top")));
    EXPECT_FALSE(is_front_page(url("https://a.example/news")));
    EXPECT_FALSE(is_front_page(url("https://a.example/?p=7")));
    EXPECT_FALSE(is_front_page(Url()));
}

}  // namespace
}  // namespace newsbus
