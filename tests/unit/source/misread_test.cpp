#include "source/misread.h"

#include "source/source.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::source {
namespace {

std::string reason(Kind kind, const std::string& body, const std::string& type = "text/html") {
    Response response;
    response.status = 200;
    response.headers = {{"content-type", type}};
    response.body = body;
    response.url = Url::parse("https://user:pw@example.org/feed").value();
    auto read = read_as(kind, response);
    return read ? "read" : read.error().what;
}

const std::string at = "https://example.org/feed: ";
const std::string discover = "; `newsbus discover https://example.org/` looks for one";

TEST(Misread, OfAnEmptyAnswerSaysEmpty) {
    for (Kind kind : {Kind::feed, Kind::sitemap, Kind::listing, Kind::page}) {
        EXPECT_EQ(reason(kind, ""), at + "the answer is empty");
        EXPECT_EQ(reason(kind, " \r\n\t"), at + "the answer is empty but for white space");
    }
}

TEST(Misread, OfAnHtmlPageNamesTheFeedThatItAnnounces) {
    EXPECT_EQ(reason(Kind::feed,
                     "<!DOCTYPE html><title>Wire\n News</title>"
                     "<link rel=alternate type=application/rss+xml href=/main.xml><p>Hello"),
              at + "an HTML page in place of a feed, titled \"Wire News\"; it announces the feed "
                   "https://example.org/main.xml");
    EXPECT_EQ(
        reason(Kind::feed, "<html><a href='/rss.xml'>RSS</a>"),
        at + "an HTML page in place of a feed, without a title; it links to the feed https://example.org/rss.xml");
}

TEST(Misread, OfAnHtmlPageNamesTheFeedsThatItAnnounces) {
    std::string page = "<!DOCTYPE html><title>Wire</title>";
    for (const char* name : {"a", "b"})
        page += "<link rel=alternate type=application/rss+xml href=/" + std::string(name) + ".xml>";
    std::string about = at + "an HTML page in place of a feed, titled \"Wire\"; it announces the feeds ";
    EXPECT_EQ(reason(Kind::feed, page), about + "https://example.org/a.xml, https://example.org/b.xml");
    for (const char* name : {"c", "d", "e"})
        page += "<link rel=alternate type=application/rss+xml href=/" + std::string(name) + ".xml>";
    EXPECT_EQ(reason(Kind::feed, page),
              about + "https://example.org/a.xml, https://example.org/b.xml, https://example.org/c.xml and 2 more");
}

TEST(Misread, OfAnHtmlPageThatNamesNoOtherFeedHintsAtDiscover) {
    EXPECT_EQ(reason(Kind::feed, "<html><title>Gone</title><p>Sorry"),
              at + "an HTML page in place of a feed, titled \"Gone\"" + discover);
    EXPECT_EQ(reason(Kind::feed, "<html><link rel=alternate type=application/rss+xml href=/feed>"),
              at + "an HTML page in place of a feed, without a title" + discover);
    EXPECT_EQ(reason(Kind::sitemap, "<!-- x --><html><title>Gone</title><p>Sorry"),
              at + "an HTML page in place of a sitemap, titled \"Gone\"" + discover);
}

TEST(Misread, OfALoginOrConsentPageSaysSo) {
    EXPECT_EQ(reason(Kind::feed, "<html><title>Sign in</title><form><input name=u><input type=Password></form>"),
              at + "an HTML page in place of a feed, titled \"Sign in\", with a form for a password" + discover);
    std::string wall = "<html><title>Before you go on</title><body><main><h1>Your choices</h1>";
    for (int partners = 700; partners < 708; ++partners)
        wall +=
            "<p>With your consent, we and our " + std::to_string(partners) +
            " partners use cookies or similar technologies to store, consult and process personal data such as your "
            "visit to this site. You may withdraw your consent in the privacy settings at any time.</p>";
    EXPECT_EQ(reason(Kind::feed, wall + "<button>Accept all</button></main></body></html>"),
              at +
                  "an HTML page in place of a feed, titled \"Before you go on\", which asks for consent or a "
                  "subscription first" +
                  discover);
}

TEST(Misread, NamesTheKindThatWouldReadIt) {
    const std::string sitemap = "<?xml version='1.0'?><urlset><url><loc>https://example.org/a</loc></url></urlset>";
    EXPECT_EQ(reason(Kind::feed, sitemap), at + "a sitemap in place of a feed: set `kind = \"sitemap\"`");
    EXPECT_EQ(reason(Kind::sitemap, "<rss><channel><item><title>x</title></item></channel></rss>"),
              at + "a feed in place of a sitemap: set `kind = \"feed\"`");
    EXPECT_EQ(reason(Kind::feed, "<opml version='2.0'><body><outline text='x'/></body></opml>"),
              at + "a list of feeds (OPML): `newsbus import` makes sources of it");
}

TEST(Misread, OfOtherDataShowsHowItBegins) {
    EXPECT_EQ(reason(Kind::feed, "{\"error\":\"bad\\nkey\"}", "application/json"),
              at + "JSON, but no JSON Feed: no items; it begins with \"{\"error\":\"bad\\nkey\"}\"");
    EXPECT_EQ(reason(Kind::feed, "<?xml version=\"1.0\"?><note/>", "text/xml"),
              at + "XML, but no feed in it: neither rss, rdf:RDF, feed nor channel; it begins with "
                   "\"<?xml version=\"1.0\"?><note/>\"");
    EXPECT_EQ(reason(Kind::feed, "Service\x1b[2J down", "text/plain"),
              at + "no feed in it: neither rss, rdf:RDF, feed nor channel; it begins with \"Service[2J down\"");
    EXPECT_EQ(reason(Kind::feed, std::string("%PDF-1.4\n\0\1", 11)), at + "a PDF in place of a feed");
    EXPECT_EQ(reason(Kind::feed, std::string("\x1f\x8b\x08\0\0", 5)), at + "damaged gzip in place of a feed");
    EXPECT_EQ(reason(Kind::feed, std::string("\1\0\2", 3)), at + "binary data in place of a feed");
}

TEST(Misread, IsOneBoundedLine) {
    std::string why = reason(Kind::feed, "<html><title>" + std::string(100'000, 'x') + "</title><link rel=feed href=/" +
                                             std::string(100'000, 'y') + ">");
    EXPECT_LE(why.size(), 703u);
    EXPECT_EQ(why.find('\n'), std::string::npos);
}

TEST(Misread, LeavesAloneWhatIsRead) {
    EXPECT_EQ(reason(Kind::feed, "<rss><channel><title>Wire</title></channel></rss>"), "read");
}

}  // namespace
}  // namespace newsbus::source
