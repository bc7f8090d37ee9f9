#include "read.h"

#include <gmock/gmock.h>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;

TEST(JsonFeed, ReadsFeedAndItems) {
    Harvest harvest =
        harvest_of(R"({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "home_page_url": "/",
        "feed_url": "/feed.json", "language": "en", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "authors": [{"name": "Desk"}],
        "items": [{"id": "1", "url": "/1", "title": "Tea", "content_html": "<p>One</p><p>Two</p>", "summary": "Cups",
                   "date_published": "2020-03-10T08:09:10Z", "date_modified": "2020-03-11", "image": "/i.jpg",
                   "tags": ["a", "b"], "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]}]})");
    EXPECT_EQ(harvest.feed.format, "json1.1");
    EXPECT_EQ(harvest.feed.name, "Wire");
    EXPECT_EQ(harvest.feed.feed_url, "https://news.example/feed.json");
    EXPECT_THAT(harvest.feed.hubs, ElementsAre("https://hub.example/"));
    ASSERT_EQ(harvest.articles.size(), 1u);
    const Article& article = harvest.articles[0];
    EXPECT_EQ(article.identifier, "1");
    EXPECT_EQ(article.url, "https://news.example/1");
    EXPECT_EQ(article.headline, "Tea");
    EXPECT_EQ(article.description, "Cups");
    EXPECT_EQ(article.body, "One\n\nTwo");
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2020-03-10T08:09:10Z");
    EXPECT_EQ(format_rfc3339(article.date_modified.value()), "2020-03-11T00:00:00Z");
    EXPECT_THAT(article.author, ElementsAre(Author{"Desk", ""}));
    EXPECT_EQ(article.language, "en");
    EXPECT_THAT(article.keywords, ElementsAre("a", "b"));
    EXPECT_THAT(article.image, ElementsAre(Image{"https://news.example/i.jpg", "", "", 0, 0}));
    EXPECT_THAT(article.encoding, ElementsAre(Media{"https://news.example/a.mp3", "audio/mpeg", 9}));
}

TEST(JsonFeed, KeepsTextAsText) {
    EXPECT_EQ(article_of(R"({"items": [{"title": "a < b &amp; c", "content_text": "1 < 2"}]})").body, "1 < 2");
    EXPECT_EQ(article_of(R"({"items": [{"title": "a < b &amp; c"}]})").headline, "a < b &amp; c");
}

TEST(JsonFeed, TakesNumbersAsIds) {
    EXPECT_EQ(article_of(R"({"items": [{"id": 12}]})").identifier, "12");
}

TEST(JsonFeed, KeepsTheGoodItemsAmongBadOnes) {
    Harvest harvest =
        harvest_of(R"({"items": [1, {"id": "x", "tags": {"a": 1}, "attachments": "no", "authors": 5}, null]})");
    ASSERT_EQ(harvest.articles.size(), 1u);
    EXPECT_EQ(harvest.articles[0].identifier, "x");
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_EQ(harvest.problems[0].what, "items that are no objects: 2");
}

TEST(JsonFeed, ReadsOverControlCharacters) {
    Harvest harvest = harvest_of(
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\", \"title\": \"Tea\x01 time\"}]}");
    ASSERT_EQ(harvest.articles.size(), 1u);
    EXPECT_EQ(harvest.articles[0].headline, "Tea time");
}

TEST(JsonFeed, ReadsNoMoreThanFiftyThousandItems) {
    std::string body = R"({"version": "https://jsonfeed.org/version/1.1", "items": [1, "two")";
    for (int i = 0; i < 50'002; ++i) body += ",{}";
    Harvest harvest = harvest_of(body + "]}");
    EXPECT_EQ(harvest.articles.size(), 50'000u);
    ASSERT_EQ(harvest.problems.size(), 2u);
    EXPECT_EQ(harvest.problems[0].what, "items that are no objects: 2");
    EXPECT_EQ(harvest.problems[1].what, "more than 50000 entries; 2 are not read");
}

TEST(JsonFeed, IsRefusedWhenItsValuesTakeManyTimesItsSize) {
    std::string body = R"({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}], "x": [1)";
    for (int i = 0; i < 2'000'000; ++i) body += ",1";
    auto harvest = read(body + "]}", "", Url::parse("https://news.example/feed.json").value());
    ASSERT_FALSE(harvest);
    EXPECT_EQ(harvest.error().code, Errc::too_large);
}

TEST(JsonFeed, KeepsTheItemsBeforeTheCut) {
    std::string whole = R"({"title": "a } ] \" \\", "authors": [{"name": "x"}], "items": [)";
    std::size_t none = whole.size();
    whole += R"({"id": "1", "tags": ["]}", {"y": [1]}]})";
    std::size_t one = whole.size();
    whole += R"(, {"id": "2 \" ]}", "author": {"name": "z"}})";
    std::size_t two = whole.size();
    whole += R"(], "x": {"y": [1, {"z": 2}]}})";
    for (std::size_t size = none; size < whole.size(); ++size) {
        SCOPED_TRACE(whole.substr(0, size));
        auto harvest = read(whole.substr(0, size), "application/feed+json", Url());
        ASSERT_EQ(harvest.has_value(), size >= one);
        if (!harvest) continue;
        EXPECT_EQ(harvest->articles.size(), size < two ? 1u : 2u);
        EXPECT_EQ(harvest->problems.size(), 2u);
        EXPECT_TRUE(harvest->cut);
    }
}

TEST(JsonFeed, KeepsTheItemsBeforeAFault) {
    Harvest harvest = harvest_of(R"({"items": [{"id": "1"}, {"id": "2", "title": nul}, {"id": "3"}]})");
    ASSERT_EQ(harvest.articles.size(), 1u);
    EXPECT_EQ(harvest.articles[0].identifier, "1");
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_TRUE(harvest.problems[0].what.starts_with("ill-formed JSON at byte ")) << harvest.problems[0].what;
}

TEST(JsonFeed, LeavesOutWhatStandsBehindIt) {
    Harvest harvest = harvest_of(R"({"items": [{"id": "1"}]} <!-- 3 ms -->)");
    EXPECT_EQ(harvest.articles.size(), 1u);
    EXPECT_EQ(harvest.problems.size(), 1u);
}

TEST(JsonFeed, IsRefusedWhenItIsNone) {
    Url url;
    for (std::string_view body : {"{", "{}", R"({"items": 3})", R"({"error": "gone"})"}) {
        auto harvest = read(body, "application/json", url);
        ASSERT_FALSE(harvest) << body;
        EXPECT_EQ(harvest.error().code, Errc::syntax);
    }
    EXPECT_FALSE(read("{\"items\":" + std::string(1'000'000, '['), "", url));
}

TEST(JsonFeed, LeavesBodiesOutWhenAsked) {
    constexpr std::string_view body = R"({"items": [{"id": "1", "title": "Storm", "content_text": "Very wet."}]})";
    auto harvest = read(body, "", Url::parse("https://news.example/").value(), {.bodies = false});
    ASSERT_TRUE(harvest.has_value());
    EXPECT_EQ(harvest->articles.at(0).headline, "Storm");
    EXPECT_EQ(harvest->articles.at(0).body, "");
}

TEST(JsonFeed, ShowsTheFirstPictureOfItsHtmlWhenItNamesNone) {
    auto image = [](const std::string& more) {
        return article_of(R"({"items": [{"id": "1", "content_html": "<img src='/p.jpg'>text")" + more + "}]}").image;
    };
    EXPECT_THAT(image(""), ElementsAre(Image{"https://news.example/p.jpg", "", "", 0, 0}));
    EXPECT_THAT(image(R"(,"image":"/i.jpg")"), ElementsAre(Image{"https://news.example/i.jpg", "", "", 0, 0}));
}

}  // namespace
}  // namespace newsbus::feed
