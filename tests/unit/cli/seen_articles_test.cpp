#include "cli/seen_articles.h"

#include "base/utf8.h"

#include <gtest/gtest.h>

namespace newsbus::cli {
namespace {

TEST(SeenArticles, GiveTheVersionBefore) {
    SeenArticles seen;
    EXPECT_FALSE(seen.replace("1", SeenArticle::of("first", "")));
    EXPECT_EQ(seen.replace("1", SeenArticle::of("second", ""))->headline, "first");
    EXPECT_EQ(seen.replace("1", SeenArticle::of("third", ""))->headline, "second");
}

TEST(SeenArticles, ForgetTheOneSeenLongestAgo) {
    SeenArticles seen;
    for (std::size_t i = 0; i < SeenArticles::most_articles; ++i) seen.replace(std::to_string(i), {});
    seen.replace("0", {});
    seen.replace("one more", {});
    EXPECT_EQ(seen.size(), SeenArticles::most_articles);
    EXPECT_TRUE(seen.replace("0", {}));
    EXPECT_FALSE(seen.replace("1", {}));
}

TEST(SeenArticles, KeepTheBeginningOfALongText) {
    std::string long_text = "x";
    for (int i = 0; i < 20'000; ++i) long_text += "é";
    SeenArticle article = SeenArticle::of("", long_text);
    EXPECT_LE(article.body.size(), SeenArticle::most_bytes);
    EXPECT_GT(article.body.size(), SeenArticle::most_bytes - 4);
    EXPECT_TRUE(is_valid_utf8(article.body));
}

}  // namespace
}  // namespace newsbus::cli
