#include "article/article.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

TEST(MeasureBody, GivesParagraphsInCodePointsWithIdsOfTheirText) {
    Article article;
    article.body = "Caf\u00e9 one.\n\nTwo.\n\nCaf\u00e9 one.";
    measure_body(article);
    ASSERT_EQ(article.paragraphs.size(), 3u);
    EXPECT_EQ(article.paragraphs[0].span, (Span{0, 9}));
    EXPECT_EQ(article.paragraphs[1].span, (Span{11, 15}));
    EXPECT_EQ(article.paragraphs[2].id, article.paragraphs[0].id);
    EXPECT_EQ(article.paragraphs[0].id.size(), 16u);
    EXPECT_EQ(article.word_count, 5u);
}

TEST(MeasureBody, CountsWordsWhereNoSpacesAre) {
    Article article;
    article.body = "\u4eca\u5929\u5929\u6c14\u5f88\u597d";
    measure_body(article);
    EXPECT_GE(article.word_count, 2u);
    EXPECT_LE(article.word_count, 6u);
}

TEST(MeasureBody, ForgetsAnEarlierBody) {
    Article article;
    article.body = "Text.";
    measure_body(article);
    article.body.clear();
    measure_body(article);
    EXPECT_TRUE(article.paragraphs.empty());
    EXPECT_EQ(article.word_count, 0u);
}

}  // namespace
}  // namespace newsbus
