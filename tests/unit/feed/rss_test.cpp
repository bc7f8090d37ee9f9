#include "read.h"

#include <gmock/gmock.h>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;

TEST(Rss, ReadsAnItem) {
    Article article = rss_item(
        "<title>Storm &amp;amp; rain</title><link>/a/1</link><guid isPermaLink='false'>n1</guid>"
        "<pubDate>Tue, 10 Mar 2020 08:09:10 GMT</pubDate><description>Wet.</description>");
    EXPECT_EQ(article.headline, "Storm & rain");
    EXPECT_EQ(article.url, "https://news.example/a/1");
    EXPECT_EQ(article.identifier, "n1");
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2020-03-10T08:09:10Z");
    EXPECT_EQ(article.date_published_raw, "Tue, 10 Mar 2020 08:09:10 GMT");
    EXPECT_EQ(article.date_published_precision, DatePrecision::second);
    EXPECT_EQ(article.description, "Wet.");
    EXPECT_EQ(article.body, "");
}

TEST(Rss, TellsItsVersion) {
    auto format = [](std::string_view body) { return harvest_of(body).feed.format; };
    EXPECT_EQ(format("<rss version='0.91'><channel/></rss>"), "rss0.91");
    EXPECT_EQ(format("<rss version='2.0.1'><channel/></rss>"), "rss2.0");
    EXPECT_EQ(format("<rss><channel/></rss>"), "rss2.0");
    EXPECT_EQ(format("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                     "xmlns='http://my.netscape.com/rdf/simple/0.9/'/>"),
              "rss0.90");
    EXPECT_EQ(
        format("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>"),
        "rss1.0");
}

TEST(Rss, ReadsNamesInAnyCase) {
    EXPECT_EQ(article_of("<RSS><Channel><ITEM><Title>x</Title></ITEM></Channel></RSS>").headline, "x");
}

TEST(Rss, ReadsWhatTheFeedSaysAboutItself) {
    FeedInfo feed = harvest_of(
                        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
                        "xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>The Wire</title><link>/</link>"
                        "<atom:link rel='self' href='/me.xml'/><atom:link rel='hub' href='https://hub.example/'/>"
                        "<language>en_GB</language><ttl>30</ttl><skipHours><hour>24</hour><hour>7</hour></skipHours>"
                        "<skipDays><day>sunday</day></skipDays><sy:updatePeriod>Daily</sy:updatePeriod>"
                        "<sy:updateFrequency>2</sy:updateFrequency></channel></rss>")
                        .feed;
    EXPECT_EQ(feed.name, "The Wire");
    EXPECT_EQ(feed.url, "https://news.example/");
    EXPECT_EQ(feed.feed_url, "https://news.example/me.xml");
    EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
    EXPECT_EQ(feed.language, "en-GB");
    EXPECT_EQ(feed.ttl_minutes, 30);
    EXPECT_THAT(feed.skip_hours, ElementsAre(0, 7));
    EXPECT_THAT(feed.skip_days, ElementsAre("Sunday"));
    EXPECT_EQ(feed.update_period, "daily");
    EXPECT_EQ(feed.update_frequency, 2);
}

TEST(Rss, TakesTheGuidAsTheLinkUnlessItSaysOtherwise) {
    EXPECT_EQ(rss_item("<guid>https://x.example/1</guid>").url, "https://x.example/1");
    EXPECT_EQ(rss_item("<guid isPermaLink='false'>https://x.example/1</guid>").url, "");
    EXPECT_EQ(rss_item("<guid>https://x.example/1</guid><link>https://x.example/2</link>").url, "https://x.example/2");
}

TEST(Rss, IsIdentifiedByItsLinkWithoutAGuid) {
    EXPECT_EQ(rss_item("<link>https://x.example/2</link>").identifier, "https://x.example/2");
}

TEST(Rss, CollapsesWhiteSpaceOfLinksAndIdentifiers) {
    auto identifier = [](const std::string& text) { return rss_item("<guid>" + text + "</guid>").identifier; };
    EXPECT_EQ(identifier("\n  a b \t"), "a b");
    EXPECT_EQ(identifier("a\tb"), "a b");
    std::string block(63, 'x');  // the blanks stand at the end of one block of bytes and the beginning of the next
    EXPECT_EQ(identifier(block + "  y"), block + " y");
    EXPECT_EQ(identifier(block + " y"), block + " y");
}

TEST(Rss, PutsTextsInPiecesTogether) {
    EXPECT_EQ(rss_item("<title>one <![CDATA[two]]> three</title>").headline, "one two three");
    EXPECT_EQ(rss_item("<title><![CDATA[one]]> two</title>").headline, "one two");
    EXPECT_EQ(rss_item("<title>one <!-- not this -->two</title>").headline, "one two");
    EXPECT_EQ(rss_item("<title>one <b>two</b> three</title>").headline, "one two three");
    EXPECT_EQ(rss_item("<link>/a<![CDATA[/b]]></link>").url, "https://news.example/a/b");
}

TEST(Rss, PrefersATextThatSaysSomething) {
    EXPECT_EQ(rss_item("<title/><title>one</title><title>two</title>").headline, "one");
    EXPECT_EQ(rss_item("<title>one</title><title/>").headline, "one");
    EXPECT_EQ(harvest_of("<rss><channel><title/><title>Wire</title></channel></rss>").feed.name, "Wire");
}

TEST(Rss, NeverInventsADate) {
    Article article = rss_item("<pubDate>30 Feb 2020</pubDate>");
    EXPECT_FALSE(article.date_published);
    EXPECT_EQ(article.date_published_raw, "30 Feb 2020");
    EXPECT_FALSE(rss_item("<title>x</title>").date_published);
}

TEST(Rss, TakesTheNextDateWhenOneIsUnreadable) {
    for (const char* flawed : {"Invalid Date", "0000-00-00 00:00:00", "Thu, 01 Jan 1970 00:00:00 +0000",
                               "1970-01-01T00:00:00+02:00", "0001-01-01T00:00:00Z"}) {
        SCOPED_TRACE(flawed);
        std::string first = "<pubDate>" + std::string(flawed) + "</pubDate>";
        for (const char* next :
             {"<dc:date>2024-05-06T07:08:09Z</dc:date>", "<atom:published>2024-05-06T07:08:09Z</atom:published>",
              "<dc:created>2024-01-01</dc:created><dc:date>2024-05-06T07:08:09Z</dc:date>"}) {
            Article article = rss_item(first + next);
            ASSERT_TRUE(article.date_published) << next;
            EXPECT_EQ(format_rfc3339(*article.date_published), "2024-05-06T07:08:09Z");
            EXPECT_EQ(article.date_published_raw, "2024-05-06T07:08:09Z");
        }
        EXPECT_EQ(rss_item(first + "<dc:date>soon</dc:date>").date_published_raw, flawed);
    }
    Article changed = rss_item("<atom:updated>Invalid Date</atom:updated><lastmod>2024-05-06</lastmod>");
    EXPECT_EQ(format_rfc3339(changed.date_modified.value()), "2024-05-06T00:00:00Z");
}

TEST(Rss, PrefersContentForTheBody) {
    Article article = rss_item(
        "<description>Short.</description>"
        "<content:encoded><![CDATA[<p>One.</p><p>Two <a href='/x'>link</a>.</p>]]></content:encoded>");
    EXPECT_EQ(article.description, "Short.");
    EXPECT_EQ(article.body, "One.\n\nTwo link.");
    EXPECT_THAT(article.body_html, testing::HasSubstr("href=\"https://news.example/x\""));
}

TEST(Rss, TakesALongDescriptionAsTheBodyToo) {
    Article article = rss_item("<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>");
    EXPECT_EQ(article.description, "One.\n\nTwo.");
    EXPECT_EQ(article.body, "One.\n\nTwo.");
}

TEST(Rss, ReadsMarkupThatNobodyEscaped) {
    EXPECT_EQ(rss_item("<description>A <b>bold</b> <i>word</i>.</description>").description, "A bold word.");
    EXPECT_EQ(rss_item("<description><img src='x.png'/><![CDATA[<b>Half</b> escaped]]></description>").description,
              "Half escaped");
}

TEST(Rss, ReadsAuthorsInAllForms) {
    auto authors = [](std::string_view content) { return rss_item(content).author; };
    EXPECT_THAT(authors("<author>ann@x.example (Ann Lee)</author>"), ElementsAre(Author{"Ann Lee", ""}));
    EXPECT_THAT(authors("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>"),
                ElementsAre(Author{"Ann", ""}, Author{"Bob", ""}));
    EXPECT_THAT(authors("<itunes:author>Show</itunes:author><author>Ann</author><dc:creator>Desk</dc:creator>"),
                ElementsAre(Author{"Ann", ""}));
    EXPECT_THAT(authors("<author>desk@x.example</author><dc:creator>Ann</dc:creator>"), ElementsAre(Author{"Ann", ""}));
    EXPECT_THAT(authors("<author><name>Ann</name><uri>/ann</uri></author>"),
                ElementsAre(Author{"Ann", "https://news.example/ann"}));
}

TEST(Rss, CollectsKeywordsOnce) {
    EXPECT_THAT(rss_item("<category>Sport</category><category>Sport</category><dc:subject>Golf</dc:subject>"
                         "<media:keywords>Open, Golf</media:keywords>")
                    .keywords,
                ElementsAre("Sport", "Golf", "Open"));
}

TEST(Rss, ReadsEnclosuresAndPictures) {
    Article article = rss_item(
        "<enclosure url='/a.mp3' type='audio/mpeg' length='1,234'/>"
        "<media:content url='/p.jpg' medium='image' width='640' height='480'>"
        "<media:description>A boat</media:description><media:credit>Ann</media:credit></media:content>"
        "<media:thumbnail url='/t.jpg'/>");
    EXPECT_THAT(article.encoding, ElementsAre(Media{"https://news.example/a.mp3", "audio/mpeg", 1234}));
    EXPECT_THAT(article.image, ElementsAre(Image{"https://news.example/p.jpg", "A boat", "Ann", 640, 480},
                                           Image{"https://news.example/t.jpg", "", "", 0, 0}));
}

TEST(Rss, ShowsTheFirstPictureOfItsHtmlWhenItNamesNone) {
    const std::string content =
        "<content:encoded>&lt;img src='/t.gif' width='1' height='1'&gt;&lt;img src='/c.jpg' "
        "width='640' alt='A boat at sea'&gt;text</content:encoded>";
    const std::string teaser = "<description>&lt;img src='/d.jpg'&gt;teaser</description>";
    EXPECT_THAT(rss_item(content).image, ElementsAre(Image{"https://news.example/c.jpg", "A boat at sea", "", 640, 0}));
    EXPECT_THAT(rss_item(teaser + content).image,
                ElementsAre(Image{"https://news.example/c.jpg", "A boat at sea", "", 640, 0}));
    EXPECT_THAT(rss_item(teaser).image, ElementsAre(Image{"https://news.example/d.jpg", "", "", 0, 0}));
    EXPECT_THAT(rss_item(teaser + "<content:encoded>text</content:encoded>").image,
                ElementsAre(Image{"https://news.example/d.jpg", "", "", 0, 0}));
    EXPECT_THAT(rss_item(teaser + "<media:thumbnail url='/m.jpg'/>").image,
                ElementsAre(Image{"https://news.example/m.jpg", "", "", 0, 0}));
    EXPECT_THAT(rss_item(teaser + "<enclosure url='/e.jpg' type='image/jpeg'/>").image,
                ElementsAre(Image{"https://news.example/e.jpg", "", "", 0, 0}));
    EXPECT_THAT(rss_item(teaser + "<media:content medium='image' url='https://0.gravatar.com/avatar/1?s=96'/>").image,
                ElementsAre(Image{"https://news.example/d.jpg", "", "", 0, 0}));
    EXPECT_THAT(rss_item("<description>&lt;img src='https://pixel.wp.com/b.gif?x'&gt;teaser</description>").image,
                testing::IsEmpty());
}

TEST(Rss, HoldsBackListsWithoutEnd) {
    std::string content;
    for (int i = 0; i < 5000; ++i)
        content += "<category>c" + std::to_string(i) + "</category><author>a" + std::to_string(i) +
                   "</author><enclosure url='/" + std::to_string(i) + "'/>";
    Article article = rss_item(content);
    EXPECT_LE(article.keywords.size(), 300u);
    EXPECT_LE(article.author.size(), 100u);
    EXPECT_LE(article.encoding.size(), 100u);
}

TEST(Rss, ReadsNoMoreThanFiftyThousandEntries) {
    std::string body = "<rss><channel>";
    for (int i = 0; i < 50'002; ++i) body += "<item/>";
    Harvest harvest = harvest_of(body + "</channel></rss>");
    EXPECT_EQ(harvest.articles.size(), 50'000u);
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_EQ(harvest.problems[0].what, "more than 50000 entries; 2 are not read");
}

TEST(Rss, KeepsRepeatedEntriesInOrder) {
    Harvest harvest = harvest_of(
        "<rss><channel><item><guid>1</guid></item><item><guid>2</guid></item>"
        "<item><guid>1</guid></item></channel></rss>");
    ASSERT_EQ(harvest.articles.size(), 3u);
    EXPECT_EQ(harvest.articles[2].identifier, "1");
}

TEST(Rss, LeavesBodiesOutWhenAsked) {
    constexpr std::string_view body =
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>Storm</title>"
        "<description>Wet.</description><content:encoded>&lt;p>Very wet.</content:encoded></item></channel></rss>";
    auto harvest = read(body, "", Url::parse("https://news.example/").value(), {.bodies = false});
    ASSERT_TRUE(harvest.has_value());
    const Article& article = harvest->articles.at(0);
    EXPECT_EQ(article.headline, "Storm");
    EXPECT_EQ(article.description + article.body + article.body_html, "");
}

TEST(Rss, IsUnpackedWhateverItsLabelSays) {
    // <rss><channel><item><title>Tea</title></item></channel></rss>
    constexpr std::string_view gzip(
        "\037\213\010\000\000\000\000\000\002\003\263\051\052\056\266\263\111\316\110\314\313\113\315\261\263\311\054"
        "\111\315\265\263\051\311\054\311\111\265\013\111\115\264\321\207\060\155\364\041\022\372\160\205\372\040\175"
        "\000\224\337\054\332\075\000\000\000",
        63);
    constexpr std::string_view zlib(
        "\170\234\263\051\052\056\266\263\111\316\110\314\313\113\315\261\263\311\054\111\315\265\263\051\311\054\311"
        "\111\265\013\111\115\264\321\207\060\155\364\041\022\372\160\205\372\040\175\000\250\272\025\253",
        51);
    for (std::string_view body : {gzip, zlib}) {
        Harvest harvest = harvest_of(body, "text/xml");
        ASSERT_EQ(harvest.articles.size(), 1u);
        EXPECT_EQ(harvest.articles[0].headline, "Tea");
        EXPECT_TRUE(harvest.problems.empty());
    }
}

}  // namespace
}  // namespace newsbus::feed
