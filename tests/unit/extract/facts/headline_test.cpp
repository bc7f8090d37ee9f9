// Which of a page's titles is the headline: statements that agree win.
#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

std::string json_ld(const std::string& fields) {
    return "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", " + fields + "}</script>";
}

Article read(const std::string& head, const std::string& body) {
    return read_page("<html><head>" + head + "</head><body>" + body + "</body></html>", "text/html; charset=utf-8",
                     Url::parse("https://courier.example/bridge").value())
        .value();
}

TEST(Headline, IsWhatJsonLdAndSharedTitleAgreeOn) {
    Article article = read(json_ld("\"headline\": \"Council closes swing bridge\"") +
                               "<meta property=og:title content='Council closes swing bridge | Courier'>",
                           "<h1>Swing bridge: everything about the closing</h1>");
    EXPECT_EQ(article.headline, "Council closes swing bridge");
    EXPECT_EQ(article.provenance.at("headline"), "json-ld");
    EXPECT_EQ(article.alternative_headline, "Swing bridge: everything about the closing");
}

TEST(Headline, IsWithoutTheSiteAndItsSectionWhereEastAsiaWritesThemTightly) {
    struct Case {
        const char *site, *title, *headline;
    };
    const Case cases[] = {
        {"항구일보", "의회, 회전교 폐쇄 결정… 11개월 동안 공사 진행-정치ㅣ항구일보",
         "의회, 회전교 폐쇄 결정… 11개월 동안 공사 진행"},
        {"海港网", "市议会决定关闭旋转桥十一个月进行维修施工_新闻_海港网", "市议会决定关闭旋转桥十一个月进行维修施工"},
        {"海港网", "市议会决定关闭旋转桥十一个月进行维修施工--时政--海港网",
         "市议会决定关闭旋转桥十一个月进行维修施工"},
        {"港新聞", "市議会、旋回橋を十一か月閉鎖へ｜港新聞", "市議会、旋回橋を十一か月閉鎖へ"},
        {"Courier", "Council closes bridge in pre-Courier times", "Council closes bridge in pre-Courier times"},
        {"Courier", "All that is known of the bridge-Courier", "All that is known of the bridge-Courier"},
    };
    for (const Case& c : cases) {
        const std::string head = std::string("<meta property=og:site_name content='") + c.site +
                                 "'><meta property=og:title content='" + c.title + "'>";
        EXPECT_EQ(read(head, "<p>Text</p>").headline, c.headline);
    }
}

TEST(Headline, MayBeAWordWhenAHeadingSaysSo) {
    const std::string head =
        "<meta property=og:site_name content='Harbour Wiki'><meta property=og:title content='Tides - Harbour Wiki'>";
    EXPECT_EQ(read(head, "<h1>Tides</h1><p>Text</p>").headline, "Tides");
}

TEST(Headline, IsWithoutTheNameThatALesserHeadingLinksHome) {
    const std::string title = "<title>Lindmouth Courier and Gazette | Council closes swing bridge</title>";
    const std::string text =
        "<p>The council voted on Tuesday to close the bridge for eleven months, and nobody was glad.</p>";
    EXPECT_EQ(read(title, "<h2><a href='/'>Lindmouth Courier and Gazette</a></h2>" + text).headline,
              "Council closes swing bridge");
    EXPECT_NE(read(title, "<h2><a href='/bridge'>Lindmouth Courier and Gazette</a></h2>" + text).headline,
              "Council closes swing bridge")
        << "it leads elsewhere";
}

TEST(Headline, IsTheSharedTitleThatWasWrittenApart) {
    Article article = read("<title>Swing bridge closing: dates and ferry | Courier</title>" +
                               json_ld("\"headline\": \"Swing bridge closing: dates and ferry\"") +
                               "<meta property=og:title content='Eleven months without a bridge'>",
                           "<h1>Swing bridge closing: dates and ferry</h1>");
    EXPECT_EQ(article.headline, "Eleven months without a bridge");
    EXPECT_EQ(article.provenance.at("headline"), "og:title");
}

TEST(Headline, IsNeverASharedTitleThatIsCut) {
    Article article = read("<title>Swing bridge closing: dates and ferry</title>" +
                               json_ld("\"headline\": \"Swing bridge closing: dates and ferry\"") +
                               "<meta property=og:title content='The swing bridge is going to be...'>",
                           "<h1>Swing bridge closing: dates and ferry</h1>");
    EXPECT_EQ(article.headline, "Swing bridge closing: dates and ferry");
}

TEST(Headline, IsTheJsonLdOneThatTheDocumentTitleRepeats) {
    Article article = read(
        "<title>Council closes swing bridge - Courier</title>"
        "<meta property=og:site_name content=Courier>" +
            json_ld("\"headline\": \"Council closes swing bridge\"") +
            "<meta property=og:title content='Eleven months without a bridge'>",
        "<h1>Eleven months without a bridge</h1>");
    EXPECT_EQ(article.headline, "Council closes swing bridge");
}

TEST(Headline, IsTheHeadingWhenJsonLdCallsItTheAlternative) {
    Article article = read(json_ld("\"headline\": \"Swing bridge closing\", "
                                   "\"alternativeHeadline\": \"Eleven months without a bridge\""),
                           "<h1>Eleven months without a bridge</h1>");
    EXPECT_EQ(article.headline, "Eleven months without a bridge");
}

TEST(Headline, IsWhatMicrodataCallsSoWhenOnlyTheSiteHasAHeading) {
    const std::string teaser = "<h3 property=schema:headline>Ferry begins in March</h3>";
    const std::string marked = "<h2 itemprop=headline>Council closes swing bridge</h2>";
    Article article = read("<title>Courier - the paper of Lindmouth</title>", marked + "<p>Text</p>");
    EXPECT_EQ(article.headline, "Council closes swing bridge");
    EXPECT_EQ(article.provenance.at("headline"), "itemprop=headline");
    // Of several, one cannot be told.
    EXPECT_EQ(read("<title>Bridge closes</title>", marked + teaser).headline, "Bridge closes");
}

TEST(Headline, IsTheLesserHeadingThatTheDocumentTitleEndsWith) {
    const std::string title = "<title>Harbour Notes » Blog Archive » Council closes the swing bridge</title>";
    const std::string lesser = "<h2>Council closes the swing bridge</h2>";
    for (const char* h1 : {"", "<h1>Harbour Notes</h1>"}) {
        Article article = read(title, h1 + lesser + "<h3>Older notes from the harbour</h3>");
        EXPECT_EQ(article.headline, "Council closes the swing bridge") << h1;
        EXPECT_EQ(article.provenance.at("headline"), "heading");
    }
}

TEST(Headline, IsNoLesserHeadingWhenTheMetadataSayTheHeading) {
    Article article = read(
        "<title>Swing bridge closes, and the ferry returns</title>"
        "<meta property=og:title content='Swing bridge closes'>",
        "<h1>Swing bridge closes</h1><h2>and the ferry returns</h2>");
    EXPECT_EQ(article.headline, "Swing bridge closes");
    article = read(
        "<title>Ferry at night: what changes in March</title>"
        "<meta property=og:title content='Boats until two'>",
        "<h2>what changes in March</h2>");
    EXPECT_NE(article.headline, "what changes in March");
}

TEST(Headline, IsNotTheNameOfTheSite) {
    Article article =
        read("<title>Council closes bridge | Lindmouth Courier</title>", "<h1><a href='/'>Lindmouth Courier</a></h1>");
    EXPECT_EQ(article.headline, "Council closes bridge");
}

TEST(Headline, HasNoLabelThatOnlyTheSharedTitleHas) {
    Article article = read("<title>What the bank could learn - Courier</title>" +
                               json_ld("\"headline\": \"What the bank could learn\"") +
                               "<meta property=og:title content='Opinion | What the bank could learn'>",
                           "<h1>What the bank could learn</h1>");
    EXPECT_EQ(article.headline, "What the bank could learn");
}

TEST(Headline, IsWhatAnElementNamedTitleRepeatsOfTheDocumentTitle) {
    Article article = read("<title>夜间渡轮将运行至明年春天 东区办事处_海湾网</title>",
                           "<table><tr><td class=title>夜间渡轮将运行至明年春天</td></tr></table>");
    EXPECT_EQ(article.headline, "夜间渡轮将运行至明年春天");
}

}  // namespace
}  // namespace newsbus::extract
