#include "feed/opml.h"
#include "feed/sitemap.h"
#include "read.h"
#include "tests/support/corpus.h"
#include "tests/support/web_addresses.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace newsbus::feed {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view unsafe[] = {"javascript:void(0)",
                                       "JavaScript:alert(1)",
                                       "data:text/html;base64,PGI+",
                                       "file:///etc/hostname",
                                       "vbscript:x",
                                       "mailto:a@b.example",
                                       "&#x200b;javascript:x",
                                       "\u00a0",
                                       "#"};

const Url base = Url::parse("https://news.example/rss/feed.xml").value();

void expect_web_addresses(const Harvest& harvest) {
    for (const std::string* url : {&harvest.feed.url, &harvest.feed.feed_url})
        if (!url->empty()) test::expect_web_address(*url, "feed");
    for (const std::string& hub : harvest.feed.hubs) test::expect_web_address(hub, "hub");
    for (const Part& part : harvest.parts) test::expect_web_address(part.url, "part");
    for (const Article& article : harvest.articles) test::expect_web_addresses(article);
}

/// All documents that the tests of readers have.
std::vector<fs::path> fixtures(std::size_t least) {
    std::vector<fs::path> found;
    for (const char* folder : {"corpus/feed", "corpus/sitemap", "fuzz/seeds"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(NEWSBUS_TEST_DIR) / folder))
            if (entry.is_regular_file()) found.push_back(entry.path());
    EXPECT_GE(found.size(), least);
    return found;
}

TEST(Addresses, OfEveryFixtureAreOfTheWeb) {
    for (const fs::path& file : fixtures(100)) {
        SCOPED_TRACE(file.string());
        std::string body = test::content(file);
        if (auto harvest = read(body, "", base)) expect_web_addresses(*harvest);
        if (auto harvest = read_sitemap(body, "", base)) expect_web_addresses(*harvest);
        if (auto opml = read_opml(body))
            for (const Subscription& feed : opml->feeds) test::expect_web_address(feed.url, "subscription");
    }
}

TEST(Addresses, ThatAreUnsafeGiveWayToTheGuid) {
    for (std::string_view address : unsafe) {
        std::string link(address);
        EXPECT_EQ(rss_item("<link>" + link + "</link><guid>https://news.example/real</guid>").url,
                  "https://news.example/real")
            << link;
        EXPECT_EQ(rss_item("<link>" + link + "</link><guid isPermaLink='false'>7</guid>").url, "") << link;
        EXPECT_EQ(rss_item("<link>/real</link><guid>" + link + "</guid>").url, "https://news.example/real");
    }
}

TEST(Addresses, ThatAreUnsafeGiveWayToTheNextLink) {
    for (std::string_view address : unsafe) {
        std::string link(address);
        EXPECT_EQ(atom_entry("<link type='text/html' href='" + link + "'/><link href='/real'/>").url,
                  "https://news.example/real")
            << link;
        EXPECT_EQ(rss_item("<link>" + link + "</link><link xmlns='http://www.w3.org/2005/Atom' href='/real'/>").url,
                  "https://news.example/real")
            << link;
    }
}

TEST(Addresses, ThatAreUnsafeLeaveNoField) {
    for (std::string_view address : unsafe) {
        std::string link(address);
        Article article =
            rss_item("<link>/1</link><enclosure url='" + link + "' type='audio/mpeg'/><enclosure url='" + link +
                     "' type='image/png'/><image><url>" + link + "</url></image><media:content url='" + link +
                     "' medium='image'/><media:thumbnail url='" + link + "'/><itunes:image href='" + link +
                     "'/><atom:link rel='license' href='" + link + "'/><feedburner:origLink>" + link +
                     "</feedburner:origLink><author><name>Ann</name><uri>" + link +
                     "</uri></author><content:encoded><![CDATA[<p><a href='" + link + "'>a</a><img src='" + link +
                     "'>b</p>]]></content:encoded>");
        EXPECT_THAT(article.image, IsEmpty()) << link;
        EXPECT_THAT(article.encoding, IsEmpty()) << link;
        EXPECT_THAT(article.author, ElementsAre(Author{"Ann", ""})) << link;
        EXPECT_EQ(article.license, "") << link;
        EXPECT_EQ(article.canonical_url, "") << link;
        EXPECT_EQ(article.body_html, "<p>ab</p>") << link;
    }
}

TEST(Addresses, ThatAreUnsafeLeaveNoFieldOfJson) {
    for (std::string_view link : {"javascript:void(0)", "data:text/html,x", "file:///x", "\\u200b", "", "#"}) {
        std::string one = "\"" + std::string(link) + "\"";
        Harvest harvest =
            harvest_of(R"({"home_page_url": )" + one + R"(, "feed_url": )" + one + R"(, "hubs": [{"url": )" + one +
                       R"(}], "items": [{"id": "https://news.example/real", "url": )" + one + R"(, "external_url": )" +
                       one + R"(, "image": )" + one + R"(, "author": {"name": "Ann", "url": )" + one +
                       R"(}, "attachments": [{"url": )" + one + R"(}]}]})");
        ASSERT_EQ(harvest.articles.size(), 1u);
        EXPECT_EQ(harvest.articles[0].url, "https://news.example/real");
        EXPECT_THAT(harvest.articles[0].image, IsEmpty());
        EXPECT_THAT(harvest.articles[0].encoding, IsEmpty());
        EXPECT_THAT(harvest.articles[0].author, ElementsAre(Author{"Ann", ""}));
        EXPECT_EQ(harvest.feed.url + harvest.feed.feed_url, "");
        EXPECT_THAT(harvest.feed.hubs, IsEmpty());
    }
}

TEST(Addresses, AreNotResolvedAgainstABaseThatIsUnsafe) {
    EXPECT_EQ(rss_item("<link xml:base='javascript:x//'>/1</link>").url, "https://news.example/1");
    EXPECT_EQ(atom_entry("<link xml:base='file:///etc/' href='hostname'/>").url, "https://news.example/rss/hostname");
}

TEST(Addresses, LoseWhatNobodySeesAroundThem) {
    for (std::string_view unseen : {"\u00a0", "\u200b", "\ufeff", "\u2060", "\u3000", "\u00ad", "\u200e"}) {
        std::string around(unseen);
        Article article = rss_item("<title>" + around + "Tea" + around + "</title><link>" + around +
                                   "https://a.example/1" + around + "</link><guid isPermaLink='false'>" + around +
                                   "g1" + around + "</guid><pubDate>" + around + "2024-05-06" + around + "</pubDate>");
        EXPECT_EQ(article.url, "https://a.example/1");
        EXPECT_EQ(article.identifier, "g1");
        EXPECT_EQ(article.date_published_raw, "2024-05-06");
        EXPECT_EQ(article.headline, "Tea");
    }
}

TEST(Addresses, ThatAreBlankAreAbsent) {
    for (const char* blank : {"", " ", "&#160;", "&#x200B;", "<![CDATA[ ]]>", "&#xFEFF;", "#"}) {
        std::string text(blank);
        EXPECT_EQ(rss_item("<link>" + text + "</link><title>x</title>").url, "") << blank;
        EXPECT_EQ(
            harvest_of("<rss><channel><link>" + text + "</link><item><title>x</title></item></channel></rss>").feed.url,
            "");
        EXPECT_FALSE(
            read_sitemap("<urlset><url><loc>" + text + "</loc></url><url><loc>/2</loc></url></urlset>", "", base)
                ->articles.size() != 1);
    }
    for (const char* blank : {"", " ", "&#160;", "#"})
        EXPECT_EQ(atom_entry("<link href='" + std::string(blank) + "'/><title>x</title>").url, "") << blank;
}

TEST(Addresses, OfASitemapMayStandWithoutTheirElement) {
    auto index = read_sitemap(
        "<sitemapindex><sitemap>\nhttps://news.example/a.xml?b=1&amp;c=2\n</sitemap><sitemap><lastmod>2024-05-06</"
        "lastmod>"
        "</sitemap></sitemapindex>",
        "", base);
    ASSERT_TRUE(index);
    ASSERT_EQ(index->parts.size(), 1u);
    EXPECT_EQ(index->parts[0].url, "https://news.example/a.xml?b=1&c=2");
}

TEST(Addresses, OfATextSitemapEndWhereAnotherColumnBegins) {
    for (const char* columns : {"\tdaily", " 2024-05-06", " 2024-05-06T07:08:09Z  daily 0.5", "\t\t", ""}) {
        auto harvest = read_sitemap("https://a.example/1" + std::string(columns) + "\nhttps://a.example/2\n", "", base);
        ASSERT_TRUE(harvest);
        EXPECT_EQ(harvest->articles.at(0).url, "https://a.example/1") << columns;
    }
    auto harvest = read_sitemap("https://a.example/my file.html\nhttps://a.example/my 2 files\n", "", base);
    ASSERT_TRUE(harvest);
    EXPECT_EQ(harvest->articles.at(0).url, "https://a.example/my%20file.html");
    EXPECT_EQ(harvest->articles.at(1).url, "https://a.example/my%202%20files");
}

TEST(Addresses, OfATextSitemapLoseItsByteOrderMark) {
    auto harvest = read_sitemap("https://a.example/1\u00a0\n\u200bhttps://a.example/2\njavascript:x\n", "", base);
    ASSERT_TRUE(harvest);
    ASSERT_EQ(harvest->articles.size(), 2u);
    EXPECT_EQ(harvest->articles[1].url, "https://a.example/2");
}

}  // namespace
}  // namespace newsbus::feed
