#include "config/report.h"

#include <gtest/gtest.h>

namespace newsbus::config {
namespace {

TEST(Quote, KeepsOutsideTextOnOneShortLine) {
    EXPECT_EQ(quote("plain"), "\"plain\"");
    EXPECT_EQ(quote("a\nb\x1b[31m"), "\"a b [31m\"");
    EXPECT_EQ(quote("Zürich"), "\"Zürich\"");
    EXPECT_LT(quote(std::string(5000, 'x')).size(), 100u);
}

}  // namespace
}  // namespace newsbus::config
