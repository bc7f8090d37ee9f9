#include "article/robots_words.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

std::string words(std::string_view directives) {
    std::string robots;
    add_robots_words(robots, directives);
    return robots;
}

TEST(RobotsWords, AreInLowerCaseEachOnce) {
    EXPECT_EQ(words("NOINDEX,follow , noindex"), "noindex, follow");
    EXPECT_EQ(words("noindex nofollow"), "noindex, nofollow");
    EXPECT_EQ(words("max-image-preview:large,  max-snippet: -1"), "max-image-preview:large, max-snippet: -1");
    EXPECT_EQ(words(" , ,,"), "");
}

TEST(RobotsWords, AreAddedBehindThoseThatStandThere) {
    std::string robots = "noindex";
    add_robots_words(robots, "index, noindex, noai");
    EXPECT_EQ(robots, "noindex, index, noai");
}

}  // namespace
}  // namespace newsbus
