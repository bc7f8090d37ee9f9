#include "extract/page/merged.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace newsbus::extract {
namespace {

Article feed() {
    Article article;
    article.identifier = "guid-1";
    article.url = "https://example.org/a?from=feed";
    article.headline = "From the feed";
    article.body = "A teaser.";
    article.date_published = TimePoint(std::chrono::hours(1000));
    article.date_published_raw = "raw";
    return article;
}

Article page() {
    Article article;
    article.identifier = article.url = article.canonical_url = "https://example.org/a";
    article.headline = "From the page";
    article.body = "The whole text, which is longer.";
    article.body_html = "<p>The whole text, which is longer.</p>";
    article.body_status = BodyStatus::full;
    article.author = {{"Ada Quill", ""}};
    article.image = {{"https://example.org/i.jpg", "caption", "", 0, 0}};
    article.date_published = TimePoint(std::chrono::hours(2000));
    article.language = "en";
    article.provenance = {{"articleBody", "page"}, {"author", "json-ld"}, {"datePublished", "json-ld"}};
    return article;
}

TEST(Merged, TakesTheBodyFromThePageAndKeepsWhatTheFeedSaid) {
    Article article = merged(feed(), page());
    EXPECT_EQ(article.identifier, "guid-1");
    EXPECT_EQ(article.url, "https://example.org/a?from=feed");
    EXPECT_EQ(article.headline, "From the feed");
    EXPECT_EQ(article.date_published, feed().date_published);
    EXPECT_EQ(article.date_published_raw, "raw");
    EXPECT_EQ(article.body, page().body);
    EXPECT_EQ(article.body_html, page().body_html);
    EXPECT_EQ(article.body_status, BodyStatus::full);
    EXPECT_EQ(article.image, page().image);
    EXPECT_EQ(article.provenance.at("articleBody"), "page");
    EXPECT_FALSE(article.provenance.contains("datePublished"));
}

TEST(Merged, FillsWhatTheFeedLeavesOpen) {
    Article open = feed();
    open.date_published.reset();
    open.headline.clear();
    Article article = merged(open, page());
    EXPECT_EQ(article.headline, "From the page");
    EXPECT_EQ(article.date_published, page().date_published);
    EXPECT_EQ(article.author, page().author);
    EXPECT_EQ(article.canonical_url, "https://example.org/a");
    EXPECT_EQ(article.language, "en");
}

TEST(Merged, KeepsTheFeedsTextWhenThePageHasNone) {
    Article empty = page();
    empty.body.clear();
    empty.body_status = BodyStatus::unknown;
    Article article = merged(feed(), empty);
    EXPECT_EQ(article.body, "A teaser.");
    EXPECT_EQ(article.body_status, BodyStatus::feed);
}

TEST(Merged, NeverPublishesAWallInPlaceOfALongerText) {
    Article wall = page();
    wall.body = "Log in.";
    wall.body_status = BodyStatus::wall;
    Article article = merged(feed(), wall);
    EXPECT_EQ(article.body, "A teaser.");
    EXPECT_EQ(article.body_status, BodyStatus::wall);
}

TEST(Merged, SaysThatThePageWasAnError) {
    Article error = page();
    error.body.clear();
    error.body_status = BodyStatus::blocked;
    Article article = merged(feed(), error);
    EXPECT_EQ(article.body, "A teaser.");
    EXPECT_EQ(article.body_status, BodyStatus::blocked);
}

TEST(Merged, TakesNothingElseFromAPageWithoutTheArticle) {
    for (BodyStatus status : {BodyStatus::blocked, BodyStatus::wall}) {
        Article other = page();
        other.body.clear();
        other.body_status = status;
        Article bare;
        bare.url = "https://example.org/a";
        bare.body = "A teaser.";
        Article article = merged(bare, other);
        bare.body_status = status;
        EXPECT_EQ(article, bare);
    }
}

}  // namespace
}  // namespace newsbus::extract
