#include "base/one_line.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus {
namespace {

TEST(OneLine, HasNeitherBreaksNorControlsNorEndlessText) {
    EXPECT_EQ(one_line("  Sign\r\n\t in \x1b[31mnow\x07 "), "Sign in [31mnow");
    EXPECT_EQ(one_line("a\xc2\x9b b\xff"), "a  b\xef\xbf\xbd");
    EXPECT_EQ(one_line(std::string(1000, 'x'), 20), std::string(20, 'x') + "...");
    EXPECT_EQ(one_line(" \n "), "");
}

}  // namespace
}  // namespace newsbus
