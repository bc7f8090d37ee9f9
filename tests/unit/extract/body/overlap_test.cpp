#include "extract/body/overlap.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

TEST(Overlap, FindsAPieceWhateverItsPunctuationAndCase) {
    Overlap overlap("The harbour council voted on Tuesday to close the old swing bridge.");
    Overlap::Count count = overlap.count("“harbour COUNCIL voted, on Tuesday…”");
    EXPECT_GT(count.all, 5u);
    EXPECT_EQ(count.found, count.all);
}

TEST(Overlap, CountsWhatIsMissing) {
    Overlap overlap("The harbour council voted on Tuesday to close the old swing bridge.");
    EXPECT_EQ(overlap.count("Eight recipes for the plum season").found, 0u);
    Overlap::Count half = overlap.count("close the old swing bridge while recipes for plums are read aloud");
    EXPECT_GT(half.found, 0u);
    EXPECT_LT(half.found, half.all);
}

TEST(Overlap, KnowsNothingOfShortTexts) {
    EXPECT_EQ(Overlap("bridge").size(), 0u);
    EXPECT_EQ(Overlap(std::string(100, 'a')).size(), 1u);
    EXPECT_EQ(Overlap("The harbour council voted on Tuesday").count("council").all, 0u);
}

}  // namespace
}  // namespace newsbus::extract
