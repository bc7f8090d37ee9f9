// Pages that show something else in the place of an article.
#include "extract/page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string prose =
    "<p>The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long dispute "
    "over who has to pay.</p>";

Article read(const std::string& html) {
    return read_page(html, "text/html; charset=utf-8", Url::parse("https://courier.example/a").value()).value();
}

TEST(PageKind, AnErrorPageHasNoBody) {
    for (const char* title : {"404", "Page not found - Courier", "Just a moment...", "Seite nicht gefunden | Kurier"}) {
        Article article = read("<title>" + std::string(title) + "</title><article>" + prose + "</article>");
        EXPECT_EQ(article.body, "") << title;
        EXPECT_EQ(article.body_html, "");
        EXPECT_EQ(article.body_status, BodyStatus::blocked) << title;
        EXPECT_FALSE(article.provenance.contains("articleBody"));
    }
}

TEST(PageKind, NewsOfErrorsIsNews) {
    EXPECT_EQ(
        read("<title>404 tonnes of plums</title><time>3 May 2026</time><article>" + prose + "</article>").body_status,
        BodyStatus::full);
    EXPECT_EQ(read("<title>Forbiddence lifted</title><article>" + prose + "</article>").body_status, BodyStatus::full);
}

TEST(PageKind, AConsentPageIsAWallWithoutABody) {
    Article article = read(
        "<title>Courier</title><main><p>With your consent, we and our partners use cookies or similar technologies to "
        "store and read personal data such as your visit to this site, and you may withdraw at any time.</p></main>");
    EXPECT_EQ(article.body, "");
    EXPECT_EQ(article.body_status, BodyStatus::wall);
}

TEST(PageKind, ALoginWallKeepsTheBeginning) {
    Article article =
        read("<meta property=og:type content=article><article>" + prose +
             "<p>Those who are already a subscriber of the Courier see the rest of this text below, after they "
             "have told who they are.</p></article>");
    EXPECT_EQ(article.body_status, BodyStatus::wall);
    EXPECT_TRUE(article.body.starts_with("The harbour council"));
}

}  // namespace
}  // namespace newsbus::extract
