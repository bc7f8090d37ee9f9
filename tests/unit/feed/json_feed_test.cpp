#include "read.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

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

std::vector<std::string> headlines_of(std::string_view items) {
    Harvest harvest =
        harvest_of(R"({"items": [{"title": "first"}, )" + std::string(items) + R"(, {"title": "last"}]})");
    std::vector<std::string> headlines;
    for (const Article& article : harvest.articles) headlines.push_back(article.headline);
    return headlines;
}

TEST(JsonFeed, LosesNoOtherItemToOneFlawedValue) {
    struct {
        std::string_view item, headline;
    } const cases[] = {
        {R"({"title": "half \ud83d pair"})", "half \uFFFD pair"},
        {R"({"title": "half \ude00 pair"})", "half \uFFFD pair"},
        {R"({"title": "wrong \ude00\ud83d order"})", "wrong \uFFFD\uFFFD order"},
        {R"({"title": "whole \ud83d\ude00 pair\'s"})", "whole \U0001F600 pair's"},
        {"{\"title\": \"two\nlines\tand a tab\"}", "two lines and a tab"},
        {R"({"title": "it\'s \x41 \* mark"})", "it's A * mark"},
        {R"({"title": "C:\docs \u12 \users"})", "C:\\docs \\u12 \\users"},
        {R"({"title": "he said "no" to it"})", "he said \"no\" to it"},
        {R"({"title": "he said "no", and went"})", "he said \"no\", and went"},
        {R"({'title': 'single "quotes" there'})", "single \"quotes\" there"},
        {R"({title: "bare name"})", "bare name"},
        {R"({"size": NaN, "title": "NaN"})", "NaN"},
        {R"({"size": -Infinity, "title": "Infinity"})", "Infinity"},
        {R"({"size": undefined, "title": "undefined"})", "undefined"},
        {R"({"title": nul})", ""},
        {R"({"title": , "x": 1})", ""},
        {R"({"title": "commas",, "x": 1,})", "commas"},
        {"{\"title\": \"no comma\"\n \"x\": 1}", "no comma"},
        {R"({/* a comment */ "title": "comment" // here
            })",
         "comment"},
        {R"({"id": 007, "title": "zeros"})", "zeros"},
    };
    for (const auto& test : cases) {
        SCOPED_TRACE(test.item);
        EXPECT_THAT(headlines_of(test.item), ElementsAre("first", std::string(test.headline), "last"));
    }
    std::string deep = R"({"title": "deep", "x": )" + std::string(5000, '[') + std::string(5000, ']') + "}";
    EXPECT_THAT(headlines_of(deep), ElementsAre("first", "deep", "last"));
}

TEST(JsonFeed, SaysWhatItRepaired) {
    Harvest harvest = harvest_of(R"({"items": [{"id": "1"}, {"id": "2", "title": nul}, {"id": "3"}]})");
    EXPECT_EQ(harvest.articles.size(), 3u);
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_TRUE(harvest.problems[0].what.starts_with("ill-formed JSON at byte ")) << harvest.problems[0].what;
    EXPECT_TRUE(harvest.problems[0].what.ends_with("; repaired")) << harvest.problems[0].what;
}

TEST(JsonFeed, MakesNoTextOfTheNameBehindAMissingQuote) {
    Harvest harvest = harvest_of(
        R"({"items": [{"id": "1"}, {"id": "2", "title": "open, "url": "https://e.org/2"}, {"id": "3", "title": "x"}]})");
    ASSERT_EQ(harvest.articles.size(), 2u);
    EXPECT_EQ(harvest.articles[0].identifier, "1");
    EXPECT_EQ(harvest.articles[1].identifier, "3");
    ASSERT_FALSE(harvest.problems.empty());
    EXPECT_EQ(harvest.problems[0].what, "items that are too damaged to be read: 1");
    EXPECT_FALSE(harvest.cut);
}

TEST(JsonFeed, TakesNumbersAsTheyStandThere) {
    for (std::string_view number :
         {"1.5", "1.50", "1e3", "-7", "12345678901234567890123456789", "18446744073709551616", "007", "0x1F"}) {
        SCOPED_TRACE(number);
        Harvest harvest = harvest_of(R"({"items": [{"id": )" + std::string(number) +
                                     R"(, "title": "a \" 1.5", "attachments": [{"url": "/a", "size_in_bytes": 9}]}]})");
        ASSERT_EQ(harvest.articles.size(), 1u);
        EXPECT_EQ(harvest.articles[0].identifier, number);
        EXPECT_EQ(harvest.articles[0].headline, "a \" 1.5");
        EXPECT_THAT(harvest.articles[0].encoding, ElementsAre(Media{"https://news.example/a", "", 9}));
    }
}

TEST(JsonFeed, TakesOneStringForAListAndForANumber) {
    Article article = article_of(
        R"({"items": [{"id": "1", "tags": "harbour", "attachments": [{"url": "/a", "size_in_bytes": "123"}]}]})");
    EXPECT_THAT(article.keywords, ElementsAre("harbour"));
    EXPECT_THAT(article.encoding, ElementsAre(Media{"https://news.example/a", "", 123}));
}

TEST(JsonFeed, TakesAnObjectOfPositionsForAList) {
    Harvest harvest = harvest_of(R"({"items": {"0": {"id": "a"}, "2": {"id": 1.50}}})");
    ASSERT_EQ(harvest.articles.size(), 2u);
    EXPECT_EQ(harvest.articles[0].identifier, "a");
    EXPECT_EQ(harvest.articles[1].identifier, "1.50");
    for (std::string_view items : {R"({"id": "a"})", "{}", R"({"0": {}, "next": {}})"})
        EXPECT_FALSE(read(R"({"items": )" + std::string(items) + "}", "", Url())) << items;
}

TEST(JsonFeed, TakesTheOnlyElementOfAListForAValue) {
    Article article = article_of(
        R"({"items": [{"id": "2", "url": ["https://e.org/2"], "title": ["Two"], "tags": "a, b", "image": {"url": "/i"}}]})");
    EXPECT_EQ(article.url, "https://e.org/2");
    EXPECT_EQ(article.headline, "Two");
    EXPECT_THAT(article.keywords, ElementsAre("a", "b"));
    EXPECT_THAT(article.image, ElementsAre(Image{"https://news.example/i", "", "", 0, 0}));
    EXPECT_EQ(article_of(R"({"items": [{"id": "2", "title": ["Two", "Three"], "tags": ["a, b"]}]})").headline, "");
    EXPECT_THAT(article_of(R"({"items": [{"id": "2", "tags": ["a, b"]}]})").keywords, ElementsAre("a, b"));
}

TEST(JsonFeed, ReadsSecondsWithAFraction) {
    for (std::string_view date : {"1714979289.25", "\"1714979289.25\"", "1714979289"}) {
        Article article = article_of(R"({"items": [{"id": "2", "date_published": )" + std::string(date) + "}]}");
        ASSERT_TRUE(article.date_published) << date;
        EXPECT_EQ(format_rfc3339(*article.date_published), "2024-05-06T07:08:09Z");
    }
    EXPECT_FALSE(article_of(R"({"items": [{"id": "2", "date_published": 17.25}]})").date_published);
}

TEST(JsonFeed, ReadsSizesThatAreExact) {
    struct {
        std::string_view written;
        std::int64_t bytes;
    } const cases[] = {{"12345", 12345},
                       {"12,345", 12345},
                       {"1,234,567", 1234567},
                       {"12 345", 12345},
                       {"12345 bytes", 12345},
                       {"12345.0", 12345},
                       {" 12345 ", 12345},
                       {"5.2 MB", 0},
                       {"5 MB", 0},
                       {"5,2", 0},
                       {"5,2 MB", 0},
                       {"5K", 0},
                       {"-5", 0},
                       {"", 0},
                       {"unknown", 0}};
    for (const auto& test : cases) {
        SCOPED_TRACE(test.written);
        std::string size = "\"" + std::string(test.written) + "\"";
        EXPECT_THAT(
            article_of(R"({"items": [{"attachments": [{"url": "/a", "size_in_bytes": )" + size + "}]}]}").encoding,
            ElementsAre(Media{"https://news.example/a", "", test.bytes}));
        EXPECT_THAT(rss_item("<enclosure url='/a' length=" + size + "/>").encoding,
                    ElementsAre(Media{"https://news.example/a", "", test.bytes}));
    }
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
