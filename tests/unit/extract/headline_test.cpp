// Which of a page's titles is the headline: statements that agree win.
#include "extract/page.h"

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

TEST(Headline, IsNotTheNameOfTheSite) {
    Article article =
        read("<title>Council closes bridge | Lindmouth Courier</title>", "<h1><a href='/'>Lindmouth Courier</a></h1>");
    EXPECT_EQ(article.headline, "Council closes bridge");
}

}  // namespace
}  // namespace newsbus::extract
