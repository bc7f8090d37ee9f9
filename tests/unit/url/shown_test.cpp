#include "url/shown.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus {
namespace {

Url url(const std::string& text) {
    return Url::parse(text).value();
}

TEST(Shown, LeavesOutSecretsAndEndlessText) {
    EXPECT_EQ(shown(url("https://user:secret@a.example/x")), "https://a.example/x");
    EXPECT_EQ(shown(url("https://user@a.example/@")), "https://a.example/@");
    EXPECT_EQ(shown(url("https://a.example/" + std::string(1000, 'x'))).size(), 303u);
}

}  // namespace
}  // namespace newsbus
