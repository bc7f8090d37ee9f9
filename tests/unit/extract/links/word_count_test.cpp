#include "extract/links/word_count.h"

#include <gtest/gtest.h>

namespace newsbus::extract {
namespace {

TEST(WordCount, CountsSpacesWhereThereAreAny) {
    EXPECT_EQ(about_words(""), 0u);
    EXPECT_EQ(about_words("Sport"), 1u);
    EXPECT_EQ(about_words("Ferry late again"), 3u);
    EXPECT_EQ(about_words("Donaudampfschifffahrtsgesellschaft"), 4u);
    EXPECT_EQ(about_words("Мэр: бюджет этого года устоит"), 5u);
}

TEST(WordCount, MeasuresScriptsWithoutSpacesByTheirLetters) {
    EXPECT_EQ(about_words("体育"), 1u);
    EXPECT_EQ(about_words("老磨坊燃烧两夜不熄"), 4u);
    EXPECT_EQ(about_words("プライバシーポリシー"), 2u);
    EXPECT_EQ(about_words("霧で港閉鎖、フェリーまた遅れる"), 5u);
    EXPECT_EQ(about_words("กีฬา"), 1u);
    EXPECT_GE(about_words("โรงสีเก่าไฟไหม้นานสองคืน"), 4u);
}

TEST(WordCount, StandsWhatIsNoText) {
    EXPECT_EQ(about_words("\xe5"), 1u);
    EXPECT_EQ(about_words("\x80\xff"), 1u);
}

}  // namespace
}  // namespace newsbus::extract
