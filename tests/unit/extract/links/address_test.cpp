#include "extract/links/address.h"

#include <gtest/gtest.h>

namespace newsbus::extract {
namespace {

LinkAddress judged(const std::string& path) {
    return judged_address(Url::parse("https://courier.example" + path).value());
}

TEST(LinkAddress, SpeaksForArticles) {
    for (const char* path : {
             // dates
             "/2026/11/24/bridge-closes/",
             "/world/2026/nov/24/bridge",
             "/2026-11-24-bridge.html",
             "/20261124/bridge",
             // long slugs
             "/harbour-council-closes-the-old-bridge",
             "/politics/harbour-council-closes-bridge.html",
             // numbers and hashes
             "/politik/bruecke-gesperrt-1234567",
             "/news/articles/c4gq9z8d7e0o",
             "/story/bridge-closes/18348200",
             "/12345678",
             "/bridge-to-close/a-65897191",
             // queries
             "/?p=1234",
             "/article.php?id=77123",
         })
        EXPECT_GE(judged(path).evidence, 1.0) << path;
}

TEST(LinkAddress, SpeaksAgainstListsAndThePagesOfTheHouse) {
    for (const char* path :
         {"/politics", "/tag/harbour", "/author/jo-smith-123456", "/category/world/europe", "/about-us", "/2026/11/",
          "/en/contact", "/news?page=2", "/topics/old-bridge", "/login?return=/a"})
        EXPECT_LT(judged(path).evidence, 0) << path;
}

TEST(LinkAddress, RefusesWhatIsNeverAnArticle) {
    for (const char* path : {"", "/", "/en", "/index.html", "/photo.jpg", "/feed.xml", "/report.pdf", "/news/page/3"})
        EXPECT_TRUE(judged(path).refused) << path;
    EXPECT_FALSE(judged("/a").refused);
}

TEST(LinkAddress, TellsDatesAndNumbers) {
    EXPECT_TRUE(judged("/2026/11/24/bridge").dated);
    EXPECT_FALSE(judged("/bridge-2026").dated);
    EXPECT_TRUE(judged("/bridge-9876543").numbered);
    EXPECT_FALSE(judged("/bridge-to-close-in-2026").numbered);
}

TEST(LinkAddress, IsOneOfASeriesWhenANumberAloneTellsItFromOthers) {
    EXPECT_EQ(judged("/city/1000").series, judged("/city/7").series);
    EXPECT_EQ(judged("/read.asp?no=12&menu=3").series, judged("/read.asp?no=990&menu=3").series);
    EXPECT_EQ(judged("/?view=12").series, judged("/?view=13").series);
    EXPECT_EQ(judged("/n/story12.html").series, judged("/n/story13.html").series);
    EXPECT_NE(judged("/city/1000").series, judged("/author/1000").series);
    for (const char* path :
         {"/city", "/list?page=2", "/?cat=5", "/2026/11/24", "/bridge-to-close-in-12", "/c/4a7f3b2c91"})
        EXPECT_EQ(judged(path).series, "") << path;
}

TEST(LinkAddress, CountsTheWordsOfEncodedSlugs) {
    const char* slug =
        "/%E5%A4%A7%E9%9B%BE%E5%85%B3%E9%97%AD%E6%B8%AF%E5%8F%A3%E6%B8%A1%E8%BD%AE%E5%86%8D%E6%AC%A1%E6%99%9A%E7%82%B9";
    EXPECT_GT(judged(slug).evidence, 1.0);
    EXPECT_LT(judged("/%E4%BD%93%E8%82%B2").evidence, 0);  // a section
}

TEST(LinkAddress, SeesInTheQueryWhatKindOfPageItIs) {
    EXPECT_GE(judged("/index.php?option=com_content&view=article&id=101").evidence, 0);
    EXPECT_LT(judged("/index.php?option=com_content&view=category&id=7").evidence, -0.5);
}

TEST(LinkAddress, HasOnePatternForArticlesOfOneKind) {
    EXPECT_EQ(judged("/world/2026/11/24/one-long-slug").pattern,
              judged("/world/2025/01/02/quite-another-slug").pattern);
    EXPECT_NE(judged("/world/2026/11/24/one-long-slug").pattern, judged("/world/europe").pattern);
    EXPECT_EQ(judged("/index.php?view=article&id=1").pattern, judged("/index.php?view=article&id=2").pattern);
    EXPECT_NE(judged("/index.php?view=article&id=1").pattern, judged("/index.php?view=category&id=2").pattern);
}

}  // namespace
}  // namespace newsbus::extract
