#include "source/discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace newsbus::source {
namespace {

using testing::ElementsAre;

constexpr TimePoint now = TimePoint(std::chrono::hours(490'000));

Response answer(const std::string& body, const std::string& url = "https://www.courier.example/news/") {
    Response response;
    response.status = 200;
    response.body = body;
    response.url = Url::parse(url).value();
    return response;
}

std::vector<std::string> urls(const std::vector<Candidate>& candidates) {
    std::vector<std::string> list;
    list.reserve(candidates.size());
    for (const Candidate& candidate : candidates) list.push_back(candidate.url);
    return list;
}

std::string rss(const std::string& title, int items, const std::string& date = "2025-11-20T00:00:00Z") {
    std::string body = "<rss version='2.0'><channel><title>" + title + "</title>";
    for (int i = 0; i < items; ++i)
        body += "<item><link>https://courier.example/" + title + std::to_string(i) + "</link><pubDate>" + date +
                "</pubDate></item>";
    return body + "</channel></rss>";
}

Discovered feed(const std::string& title, int items, const std::string& date = "2025-11-20T00:00:00Z") {
    Candidate candidate{Kind::feed, "https://courier.example/" + title + ".xml", "", Hint::announced};
    return discovered(candidate, answer(rss(title, items, date))).value();
}

TEST(Discovery, TakesLinksWithTheFeedScheme) {
    Response page = answer(R"(<html><head>
        <link rel="alternate" type="application/rss+xml" href="feed:https://www.courier.example/rss">
        </head><body><a href="feed://www.courier.example/sport">Subscribe</a> <a href="feed:nonsense">x</a>
        <a href="feed:https://www.courier.example/rss">again</a></body></html>)");
    EXPECT_THAT(urls(candidates_of_page(page)),
                ElementsAre("https://www.courier.example/rss", "http://www.courier.example/sport"));
}

TEST(Discovery, TakesWhatAPageAnnouncesThenWhatItLinksToOnItsOwnSite) {
    Response page = answer(R"(<html><head><base href="https://www.courier.example/x/">
        <link rel="ALTERNATE nofollow" type="application/rss+xml" title="Main &amp; more" href="/rss#top">
        <link rel="alternate" type="application/atom+xml" href="atom.xml">
        <link rel="alternate" hreflang="de" href="/de/">
        <link rel="alternate" type="application/rss+xml" href="">
        <link rel="alternate" type="application/rss+xml" href="javascript:nothing">
        <link rel="stylesheet" type="text/xml" href="/style.xml"></head><body>
        <a href="/rss">again</a> <a href="/sport/feed/">Sport</a> <a href="https://feeds.courier.example/x.RSS">F</a>
        <a href="https://other.example/feed">Not ours</a> <a href="/article">Article</a></body></html>)");
    auto found = candidates_of_page(page);
    EXPECT_THAT(urls(found),
                ElementsAre("https://www.courier.example/rss", "https://www.courier.example/x/atom.xml",
                            "https://www.courier.example/sport/feed/", "https://feeds.courier.example/x.RSS"));
    EXPECT_EQ(found[0].title, "Main & more");
    EXPECT_EQ(found[0].hint, Hint::announced);
    EXPECT_EQ(found[3].hint, Hint::linked);
}

TEST(Discovery, NeverAsksForMoreThanAFewOfAnEndlessList) {
    std::string body;
    for (int i = 0; i < 1000; ++i) {
        std::string n = std::to_string(i);
        body += "<link rel=alternate type=application/rss+xml href=/r" + n + "><a href=/s" + n + "/feed>x</a>";
    }
    EXPECT_EQ(candidates_of_page(answer(body)).size(), 25u);
    std::string robots;
    for (int i = 0; i < 1000; ++i) robots += "Sitemap: /s" + std::to_string(i) + "\n";
    EXPECT_EQ(candidates_of_robots(answer(robots)).size(), 10u);
}

TEST(Discovery, ReadsTheSitemapLinesOfRobots) {
    Response robots = answer(
        "User-agent: *\r\nDisallow: /\r\n SITEMAP :https://x.example\r\n"
        "sitemap: https://courier.example/a.xml\r\nSitemap:/b.xml\nSitemap: /b.xml\nSitemap:\n"
        "Sitemap: ftp://courier.example/c.xml",
        "https://courier.example/robots.txt");
    EXPECT_THAT(urls(candidates_of_robots(robots)),
                ElementsAre("https://x.example/", "https://courier.example/a.xml", "https://courier.example/b.xml"));
}

TEST(Discovery, ReadsRobotsWithAByteOrderMarkCommentsAndAnyEndsOfLines) {
    Response robots = answer(
        "\xef\xbb\xbfSitemap: /bom.xml\rSitemap\t:\t/blanks.xml # the main one\r# Sitemap: /off.xml\r\n"
        "siteMAP:/case.xml\n\nDisallow: /Sitemap: /no.xml\nSite-map: /hyphen.xml",
        "https://courier.example/robots.txt");
    EXPECT_THAT(urls(candidates_of_robots(robots)),
                ElementsAre("https://courier.example/bom.xml", "https://courier.example/blanks.xml",
                            "https://courier.example/case.xml", "https://courier.example/hyphen.xml"));
}

TEST(Discovery, TakesFeedsFromTheLinkHeader) {
    Response page = answer("<html><body><a href='/rss'>RSS</a></body></html>");
    page.headers = {{"link", "</style.css>; rel=preload, <posts.xml>; rel=\"alternate\"; type=\"application/rss+xml\""},
                    {"link", "<feed:https://www.courier.example/a>; rel=alternate; type=application/atom+xml; title=A"},
                    {"link", "</wp-json/1>; rel=alternate; type=application/json, </de/>; rel=alternate; hreflang=de"}};
    auto found = candidates_of_page(page);
    EXPECT_THAT(urls(found), ElementsAre("https://www.courier.example/news/posts.xml", "https://www.courier.example/a",
                                         "https://www.courier.example/rss"));
    EXPECT_EQ(found[1].title, "A");
    EXPECT_EQ(found[1].hint, Hint::announced);
}

TEST(Discovery, TriesPlainJsonWhenNoFeedIsAnnounced) {
    const std::string json =
        "<link rel=alternate type='application/json' href=/api/feed>"
        "<link rel=alternate type='application/json+oembed' href=/oembed>";
    EXPECT_THAT(urls(candidates_of_page(answer(json))), ElementsAre("https://www.courier.example/api/feed"));
    EXPECT_THAT(urls(candidates_of_page(answer(json + "<link rel=alternate type='text/xml' href=/rss>"))),
                ElementsAre("https://www.courier.example/rss"));
}

TEST(Discovery, TriesAnchorsThatSayRssWhenNoFeedIsAnnounced) {
    Response page = answer(R"(<html><body><a href="/syndicate?x=1">RSS</a> <a href="/about">About</a>
        <a href="/icon"><img alt="RSS-Feed" src="i.png"></a> <a href="https://feeds.keeper.example/courier">Feed</a>
        <a href="https://elsewhere.example/x">RSS</a> <a href="/newsfeeding">feeding</a>
        <a href="/index.php?format=feed">more</a></body></html>)");
    EXPECT_THAT(
        urls(candidates_of_page(page)),
        ElementsAre("https://www.courier.example/index.php?format=feed", "https://www.courier.example/syndicate?x=1",
                    "https://www.courier.example/icon", "https://feeds.keeper.example/courier"));
    page.body += "<link rel=alternate type=application/rss+xml href=/rss>";
    EXPECT_THAT(urls(candidates_of_page(page)),
                ElementsAre("https://www.courier.example/rss", "https://www.courier.example/index.php?format=feed"));
}

TEST(Discovery, ReadsACandidateWithTheDaemonsOwnReaders) {
    Discovered found = feed("Courier", 3);
    EXPECT_EQ(found.name, "Courier");
    EXPECT_EQ(found.format, "rss2.0");
    EXPECT_EQ(found.entries, 3u);
    EXPECT_TRUE(found.newest);
    Candidate candidate{Kind::feed, "https://courier.example/feed", "", Hint::guessed};
    EXPECT_FALSE(discovered(candidate, answer("<html><body>Welcome</body></html>")));
    EXPECT_FALSE(discovered(candidate, answer(rss("Empty", 0))));
    Response missing = answer(rss("Courier", 3));
    missing.status = 404;
    EXPECT_FALSE(discovered(candidate, missing));
}

TEST(Discovery, ConfiguresTheTargetOfPermanentRedirectsOnly) {
    Response moved = answer(rss("Courier", 1));
    Url from = Url::parse("https://courier.example/feed").value(),
        lasting = Url::parse("https://courier.example/rss").value(),
        passing = Url::parse("https://cdn.example/tmp").value();
    moved.redirects = {{301, from, lasting}, {302, lasting, passing}};
    EXPECT_EQ(discovered({Kind::feed, from.str(), "", Hint::linked}, moved).value().url, lasting.str());
}

TEST(Discovery, NamesTheNewsSitemapsOfAnIndex) {
    Response index = answer(
        "<sitemapindex><sitemap><loc>/pages.xml</loc></sitemap><sitemap><loc>/news.xml</loc></sitemap>"
        "</sitemapindex>");
    Discovered found = discovered({Kind::sitemap, "https://courier.example/s.xml", "", Hint::robots}, index).value();
    EXPECT_EQ(found.entries, 2u);
    EXPECT_THAT(urls(found.named), ElementsAre("https://www.courier.example/news.xml"));
}

TEST(Discovery, RanksFreshAndFullFeedsFirstAndCommentsLast) {
    Discovered sitemap = feed("map", 500);
    sitemap.candidate.kind = Kind::sitemap;
    std::vector<Discovered> found{feed("Comments for Courier", 90), feed("stale", 80, "2019-01-01T00:00:00Z"), sitemap,
                                  feed("small", 2), feed("large", 30)};
    rank(found, now);
    std::vector<std::string> names;
    names.reserve(found.size());
    for (const Discovered& one : found) names.push_back(one.name);
    EXPECT_THAT(names, ElementsAre("large", "small", "stale", "map", "Comments for Courier"));
}

TEST(Discovery, DropsWhatBringsTheSameEntriesAgain) {
    std::vector<Discovered> found{feed("a", 3), feed("a", 3), feed("b", 3)};
    found[1].url = "https://courier.example/other";
    rank(found, now);
    EXPECT_EQ(found.size(), 2u);
}

}  // namespace
}  // namespace newsbus::source
