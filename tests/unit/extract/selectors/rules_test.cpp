#include "extract/selectors/rules.h"
#include "extract/links/listing.h"
#include "extract/page/merged.h"
#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsbus::extract {
namespace {

const Url url = Url::parse("https://courier.example/story").value();

const std::string prose =
    "<p>The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long "
    "dispute.</p>"
    "<p>Engineers told the meeting that the bearings under the northern span had worn to half of their thickness.</p>";
const std::string page =
    "<html lang=en><head><meta property=article:published_time content=2026-01-01T00:00:00Z>"
    "<meta name=dc.special content=2026-03-04T05:06:07Z><meta name=author content='Site Desk'></head><body>"
    "<h1>Courier of the day</h1><div class=kicker><b>Bridge to close</b> in March</div>"
    "<span class=who>By <a href=/jo>Jo Smith</a> and Ann Lee</span><time class=when "
    "datetime=2026-02-03T18:20:00+01:00>x</time>"
    "<article>" +
    prose +
    "</article>"
    "<section class=text><h2>What happened</h2><p>Short words. <i class=ad>Buy!</i></p><img src=/b.jpg></section>"
    "<section class=text><p>More of it. <a href=/more>More</a></p></section></body></html>";

Article read(const RuleTexts& texts, const std::string& html = page) {
    Rules rules = Rules::compile(texts).value();
    return read_page(html, "text/html; charset=utf-8", url, &rules).value();
}

TEST(Rules, WinOverTheGenericResult) {
    Article article = read({{".text"}, {".kicker"}, {".when"}, {".who"}, {".ad"}, {}});
    EXPECT_EQ(article.body, "What happened\n\nShort words.\n\nMore of it. More");
    EXPECT_NE(article.body_html.find("<a href=\"https://courier.example/more\">"), std::string::npos);
    EXPECT_EQ(article.headline, "Bridge to close in March");
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2026-02-03T17:20:00Z");
    EXPECT_EQ(article.author, (std::vector<Author>{{"Jo Smith", "https://courier.example/jo"},
                                                   {"Ann Lee", "https://courier.example/jo"}}));
    ASSERT_EQ(article.image.size(), 1u);
    for (const char* field : {"articleBody", "headline", "datePublished", "author"})
        EXPECT_EQ(article.provenance.at(field), "rule") << field;
}

TEST(Rules, ThatFindNothingLeaveTheGenericResult) {
    Article generic = read_page(page, "text/html; charset=utf-8", url).value();
    Article article = read({{".none", "//none"}, {"h6"}, {"h1"}, {"time"}, {"h5"}, {}});
    EXPECT_EQ(article, generic);
    EXPECT_NE(article.provenance.at("articleBody"), "rule");
}

TEST(Rules, TakeWhatAttributesAndMetaSay) {
    EXPECT_EQ(format_rfc3339(read({{}, {}, {"meta[name='dc.special']"}, {}, {}, {}}).date_published.value()),
              "2026-03-04T05:06:07Z");
    EXPECT_EQ(format_rfc3339(read({{}, {}, {"//time/@datetime"}, {}, {}, {}}).date_published.value()),
              "2026-02-03T17:20:00Z");
}

TEST(Rules, CountTheirElementsOnce) {
    Article article = read({{"section.text", ".text p", "//section"}, {}, {}, {}, {".ad"}, {}});
    EXPECT_EQ(article.body, "What happened\n\nShort words.\n\nMore of it. More");
}

TEST(Rules, RemoveAlsoWhatLiesInsideOneAnother) {
    Article article = read({{}, {}, {}, {}, {"section", "section p", "p i", "//h2"}, {}});
    EXPECT_EQ(article.body.find("Short words"), std::string::npos);
    EXPECT_NE(article.body.find("harbour council"), std::string::npos);
}

TEST(Rules, WinOverTheFeedToo) {
    Article feed;
    feed.headline = "Courier: bridge";
    feed.date_published = parse_rfc3339("2026-01-01T00:00:00Z");
    feed.author = {{"Desk", ""}};
    Article article = merged(feed, read({{}, {".kicker"}, {".when"}, {".who"}, {}, {}}));
    EXPECT_EQ(article.headline, "Bridge to close in March");
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2026-02-03T17:20:00Z");
    EXPECT_EQ(article.author.size(), 2u);
    EXPECT_EQ(article.provenance.at("datePublished"), "rule");
    EXPECT_EQ(merged(feed, read({})).headline, "Courier: bridge");
}

TEST(Rules, NameTheLinksOfAListing) {
    const std::string index =
        "<a href=/a>A</a><ul class=top><li><a href=/one>One</a><li><a href=https://other.example/two>Two</a></ul>"
        "<a class=pick href=/one#x>Again</a><a class=pick href=/three>Three</a><p class=no><a class=pick "
        "href=/four>4</a></p>";
    Rules rules = Rules::compile({{}, {}, {}, {}, {".no"}, {".top", "//a[@class='pick']/@href"}}).value();
    Listing listing = read_listing(index, "text/html", url, &rules).value();
    std::vector<std::string> urls;
    for (const Article& article : listing.articles) urls.push_back(article.url + " " + article.headline);
    EXPECT_EQ(urls, (std::vector<std::string>{"https://courier.example/one One", "https://other.example/two Two",
                                              "https://courier.example/three Three"}));
}

TEST(Rules, FailOnWhatIsNoSelector) {
    auto rules = Rules::compile({{}, {"p:hover"}, {}, {}, {}, {}});
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().what, "rule p:hover: column 3: `:hover` is not known here; XPath may say it");
}

}  // namespace
}  // namespace newsbus::extract
