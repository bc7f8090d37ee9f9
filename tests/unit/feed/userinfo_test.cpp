#include "article/json.h"
#include "read.h"

namespace newsbus::feed {
namespace {

/// All of `document`'s addresses are "https://me:secret@...": nothing of what is read may have the password.
void expect_no_secret(const Harvest& harvest, std::size_t articles) {
    EXPECT_EQ(harvest.articles.size(), articles);
    std::string all = harvest.feed.feed_url + harvest.feed.url;
    for (const std::string& hub : harvest.feed.hubs) all += hub;
    for (const Article& article : harvest.articles) {
        all += to_json(article);
        EXPECT_NE(article.url, "");
        EXPECT_NE(article.identifier, "");
    }
    for (const Problem& problem : harvest.problems) all += problem.what;
    EXPECT_EQ(all.find("secret"), std::string::npos) << all;
    EXPECT_NE(all.find("host.example"), std::string::npos);
}

TEST(Userinfo, OfAnRssFeedIsInNoArticle) {
    expect_no_secret(harvest_of(R"(<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="https://me:secret@host.example/base/"><channel>
<link>https://me:secret@host.example/</link><atom:link rel="self" href="https://me:secret@host.example/feed"/>
<atom:link rel="hub" href="https://me:secret@host.example/hub"/><image><url>https://me:secret@host.example/logo.png</url></image>
<item><title>One</title><guid isPermaLink="true">https://me:secret@host.example/1</guid><link>https://me:secret@host.example/1</link>
<comments>https://me:secret@host.example/1#c</comments><enclosure url="https://me:secret@host.example/1.mp3" type="audio/mpeg"/>
<media:content url="https://me:secret@host.example/1.jpg" medium="image"/><media:thumbnail url="https://me:secret@host.example/t.jpg"/>
<feedburner:origLink>https://me:secret@host.example/o</feedburner:origLink><source url="https://me:secret@host.example/s">S</source>
<category domain="https://me:secret@host.example/c">c</category><dc:creator>https://me:secret@host.example/who</dc:creator>
<description>&lt;p&gt;Words &lt;a href="https://me:secret@host.example/a"&gt;here&lt;/a&gt; and &lt;img src="/i.jpg"&gt; there&lt;/p&gt;</description>
<content:encoded>&lt;base href="https://me:secret@host.example/b/"&gt;&lt;a href="x"&gt;x&lt;/a&gt; &lt;img src="https://me:secret@host.example/2.jpg" srcset="https://me:secret@host.example/3.jpg 2x"&gt; &lt;video poster="https://me:secret@host.example/p.jpg" src="https://me:secret@host.example/v.mp4"&gt;&lt;/video&gt;</content:encoded></item>
<item><title>Two</title><guid>https://me:secret@host.example/2</guid></item>
<item><title>Three</title><link>3</link></item>
<item><title>Bad</title><link>https://me:secret@[host.example/</link><guid>https://me:secret@host.example/4</guid></item>
</channel></rss>)"),
                     4);
}

TEST(Userinfo, OfAnAtomFeedIsInNoArticle) {
    expect_no_secret(harvest_of(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://me:secret@host.example/">
<id>https://me:secret@host.example/</id><link rel="self" href="/feed"/><link rel="hub" href="https://me:secret@host.example/hub"/>
<icon>https://me:secret@host.example/i</icon><logo>https://me:secret@host.example/l</logo>
<author><name>A</name><uri>https://me:secret@host.example/a</uri></author>
<entry><id>https://me:secret@host.example/1</id><title>One</title><link href="1"/><link rel="enclosure" href="1.mp3"/>
<link rel="canonical" href="https://me:secret@host.example/c"/><author><name>B</name><uri>b</uri></author>
<source><id>https://me:secret@host.example/s</id><link href="https://me:secret@host.example/s"/></source>
<content type="html" xml:base="https://me:secret@host.example/x/">&lt;a href="y"&gt;y&lt;/a&gt;</content></entry>
<entry><id>https://me:secret@host.example/2</id><title>Two</title><content src="https://me:secret@host.example/2"/></entry></feed>)"),
                     2);
}

TEST(Userinfo, OfAJsonFeedIsInNoArticle) {
    expect_no_secret(harvest_of(R"({"version": "https://jsonfeed.org/version/1.1", "title": "t",
"home_page_url": "https://me:secret@host.example/", "feed_url": "https://me:secret@host.example/feed",
"hubs": [{"type": "WebSub", "url": "https://me:secret@host.example/hub"}], "icon": "https://me:secret@host.example/i",
"authors": [{"name": "A", "url": "https://me:secret@host.example/a", "avatar": "https://me:secret@host.example/v"}],
"items": [{"id": "https://me:secret@host.example/1", "url": "https://me:secret@host.example/1", "external_url": "https://me:secret@host.example/e",
"image": "https://me:secret@host.example/i.jpg", "content_html": "<a href='https://me:secret@host.example/x'>x</a>",
"attachments": [{"url": "https://me:secret@host.example/1.mp3", "mime_type": "audio/mpeg"}]},
{"id": "https://me:secret@host.example/2", "title": "Two"}]})"),
                     2);
}

TEST(Userinfo, StaysInAGuidThatIsNoAddress) {
    EXPECT_EQ(rss_item("<guid>1234@host.example</guid><title>t</title>").identifier, "1234@host.example");
    EXPECT_EQ(rss_item("<guid>tag:me@host.example,2026:1</guid><title>t</title>").identifier,
              "tag:me@host.example,2026:1");
    EXPECT_EQ(rss_item("<guid>https://host.example/@me</guid><title>t</title>").identifier, "https://host.example/@me");
}

}  // namespace
}  // namespace newsbus::feed
