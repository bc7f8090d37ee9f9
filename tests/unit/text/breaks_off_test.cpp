#include "text/breaks_off.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::text {
namespace {

TEST(BreaksOff, KnowsHowTextsSayThatTheyGoOnElsewhere) {
    for (const char* end :
         {"...", " [\u2026]", " READ MORE", " Weiterlesen \r\n", " Czytaj wi\u0119cej", " Lire la suite"})
        EXPECT_TRUE(breaks_off(std::string(100, 'x') + end)) << end;
}

TEST(BreaksOff, LooksAtTheEndOnly) {
    EXPECT_FALSE(breaks_off("Read more often, the teacher said."));
    EXPECT_FALSE(breaks_off(""));
    EXPECT_FALSE(breaks_off(" \n"));
}

}  // namespace
}  // namespace newsbus::text
