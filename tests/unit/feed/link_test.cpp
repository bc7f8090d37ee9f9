#include "feed/link.h"
#include "feed/sitemap.h"
#include "read.h"

#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;

std::string url_of_link(std::string_view link) {
    return rss_item("<title>x</title><link>" + std::string(link) + "</link>").url;
}

TEST(Link, IsJoinedWhereALineBreaks) {
    for (std::string_view breaks : {"\n", "\r\n      ", "\t", "&#10;", " \n\n  "})
        EXPECT_EQ(url_of_link("https://a.example/a-" + std::string(breaks) + "story"), "https://a.example/a-story")
            << breaks;
    EXPECT_EQ(atom_entry("<link href='https://a.example/a-\n    story'/>").url, "https://a.example/a-story");
    EXPECT_EQ(url_of_link("https://a.example/1\nhttps://a.example/2"), "https://a.example/1");
    EXPECT_EQ(url_of_link("\n  https://a.example/1\n"), "https://a.example/1");
    EXPECT_EQ(url_of_link("https://a.example/a story"), "https://a.example/a%20story");
    auto sitemap = read_sitemap("<urlset><url><loc>https://a.example/a-\n  story</loc></url></urlset>", "", Url());
    ASSERT_TRUE(sitemap);
    EXPECT_EQ(sitemap->articles.at(0).url, "https://a.example/a-story");
}

TEST(Link, ThatRunsWhenItIsJoinedIsNone) {
    for (std::string_view link : {"java&#10;script:alert(1)", "java\tscript:alert(1)", "\njava\n script:alert(1)"})
        EXPECT_EQ(rss_item("<link>" + std::string(link) + "</link><guid>https://a.example/real</guid>").url,
                  "https://a.example/real");
}

TEST(Link, OfAProgramThatHasNoneIsNone) {
    for (std::string_view link : {"null", "undefined", "NULL", "None", " null ", "(null)", "N/A"}) {
        EXPECT_EQ(rss_item("<link>" + std::string(link) + "</link><guid>https://a.example/a</guid>").url,
                  "https://a.example/a");
        EXPECT_EQ(url_of_link(link), "") << link;
        EXPECT_EQ(article_of(R"({"items":[{"id":"1","url":")" + std::string(link) + "\"}]}").url, "") << link;
    }
    EXPECT_EQ(url_of_link("/null"), "https://news.example/null");
    EXPECT_EQ(url_of_link("null.html"), "https://news.example/rss/null.html");
}

TEST(Link, IsTakenOutOfItsMarkup) {
    EXPECT_EQ(url_of_link("&lt;a href=\"https://a.example/b?x=1&amp;amp;y=2\"&gt;Read&lt;/a&gt;"),
              "https://a.example/b?x=1&y=2");
    EXPECT_EQ(url_of_link("&lt;https://a.example/b&gt;"), "https://a.example/b");
    EXPECT_EQ(url_of_link("&lt;a href='javascript:x'&gt;Read&lt;/a&gt;"), "");
}

TEST(Link, LosesASecondLevelOfEscaping) {
    EXPECT_EQ(url_of_link("https://a.example/d?a=1&amp;amp;b=2&amp;amp;c"), "https://a.example/d?a=1&b=2&c");
    EXPECT_EQ(article_of(R"({"items":[{"id":"1","url":"https://a.example/d?a=1&amp;b=2"}]})").url,
              "https://a.example/d?a=1&b=2");
    EXPECT_EQ(url_of_link("https://a.example/d?a=1&amp;b=2&amp;amp=3&amp;lt;"),
              "https://a.example/d?a=1&b=2&amp=3&lt;");
}

TEST(Link, WithoutASchemeIsAGuess) {
    EXPECT_EQ(url_of_link("www.example.org/c"), "https://www.example.org/c");
    EXPECT_EQ(url_of_link("WWW.example.org"), "https://www.example.org/");
    EXPECT_EQ(rss_item("<link>www.example.org/c</link><guid>http://www.example.org/c</guid>").url,
              "http://www.example.org/c");
    EXPECT_EQ(rss_item("<link>www.example.org/c</link><guid>7</guid>").url, "https://www.example.org/c");
    EXPECT_EQ(article_of(R"({"items":[{"id":"1","url":"www.example.org/c"}]})").url, "https://www.example.org/c");
    EXPECT_EQ(article_of(R"({"items":[{"id":"http://www.example.org/c","url":"www.example.org/c"}]})").url,
              "http://www.example.org/c");
    EXPECT_EQ(url_of_link("www/page.html"), "https://news.example/rss/www/page.html");
    EXPECT_EQ(url_of_link("www.html"), "https://news.example/rss/www.html");
    EXPECT_FALSE(lacks_scheme("www.a.b1/x"));
    EXPECT_EQ(
        harvest_of("<rss><channel><link>www.example.org</link><item><title>x</title></item></channel></rss>").feed.url,
        "https://www.example.org/");
}

TEST(Link, StandsBehindAnElementThatHtmlLeavesEmpty) {
    Harvest harvest = harvest_of(
        "<rss version='2.0'><channel><title>H</title><link/>https://e.org/<item><title>One</title><link/>"
        "https://e.org/1<guid isPermaLink='false'>g1</guid></item></channel></rss>");
    EXPECT_EQ(harvest.feed.url, "https://e.org/");
    ASSERT_EQ(harvest.articles.size(), 1u);
    EXPECT_EQ(harvest.articles[0].url, "https://e.org/1");
    EXPECT_EQ(rss_item("<link/>Some words<guid>https://e.org/2</guid>").url, "https://e.org/2");
    EXPECT_EQ(rss_item("<link href='/3'/>https://e.org/1").url, "https://news.example/3");
    EXPECT_EQ(rss_item("<link>/4</link>https://e.org/1").url, "https://news.example/4");
}

TEST(Link, OfAnEnclosureIsTheFirstThatIsOne) {
    for (std::string_view bad : {"javascript:x", "", " ", "null"}) {
        std::string url = "<enclosure url='" + std::string(bad) + "' ";
        EXPECT_THAT(rss_item(url + "href='/a.mp3' type='audio/mpeg'/>").encoding,
                    ElementsAre(Media{"https://news.example/a.mp3", "audio/mpeg", 0}));
        EXPECT_THAT(rss_item(url + "src='/a.mp3'/>").encoding, ElementsAre(Media{"https://news.example/a.mp3", "", 0}));
    }
    EXPECT_THAT(rss_item("<enclosure url='/a.mp3' href='/b.mp3'/>").encoding,
                ElementsAre(Media{"https://news.example/a.mp3", "", 0}));
}

}  // namespace
}  // namespace newsbus::feed
