#include "read.h"

#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Titles and texts

TEST(Values, ATitleKeepsItsWordsHoweverItIsEscaped) {
    for (std::string_view title : {"RSS &lt;&lt;&lt;Primer&gt;&gt;&gt;", "<![CDATA[RSS <<<Primer>>>]]>",
                                   "RSS &amp;lt;&amp;lt;&amp;lt;Primer&amp;gt;&amp;gt;&amp;gt;"})
        EXPECT_EQ(rss_item("<title>" + std::string(title) + "</title>").headline, "RSS <<<Primer>>>") << title;
    EXPECT_EQ(rss_item("<title>Map&lt;String, Integer&gt; &amp;amp; a &lt; b</title>").headline,
              "Map<String, Integer> & a < b");
    EXPECT_EQ(atom_entry("<title type='html'>Map&lt;String&gt;</title>").headline, "Map<String>");
    EXPECT_EQ(atom_entry("<title>Map&lt;String&gt;, &lt;b&gt;</title>").headline, "Map<String>, <b>");
    EXPECT_EQ(rss_item("<title>&lt;b&gt;Storm&lt;/b&gt; at &lt;i&gt;sea&lt;/i&gt;</title>").headline, "Storm at sea");
    EXPECT_EQ(rss_item("<title>Storm <b>at</b> <odd>sea</odd></title>").headline, "Storm at sea");
}

TEST(Values, ATextWithoutMarkupKeepsItsWords) {
    Article article = rss_item("<description>Use Map&lt;String, Integer&gt; where a &lt; b.</description>");
    EXPECT_EQ(article.description, "Use Map<String, Integer> where a < b.");
}

TEST(Values, ATitleOfJsonIsPlainText) {
    EXPECT_EQ(article_of(R"({"items": [{"title": "<b>Map<String> &amp; x</b>"}]})").headline,
              "<b>Map<String> &amp; x</b>");
}

TEST(Values, ABlankTitleGivesWayToTheNext) {
    for (std::string_view blank : {"", " ", "&#160;", "&#x200b;", "<![CDATA[ ]]>"})
        EXPECT_EQ(rss_item("<title>" + std::string(blank) + "</title><media:title>Tea</media:title>").headline, "Tea")
            << blank;
}

TEST(Values, PlainParagraphsAreParagraphsInTheHtmlAsWell) {
    Article article = rss_item("<content:encoded>One &amp;lt; two.\n\nThree.</content:encoded>");
    EXPECT_EQ(article.body, "One < two.\n\nThree.");
    EXPECT_EQ(article.body_html, "<p>One &lt; two.</p><p>Three.</p>");
}

// Escaped once too often

TEST(Values, MarkupThatWasEscapedTwiceIsMarkup) {
    for (std::string_view content :
         {"<![CDATA[&lt;h1&gt;Tides&lt;/h1&gt;&lt;p&gt;The water rose &amp;amp; fell.&lt;/p&gt;]]>",
          "&amp;lt;h1&amp;gt;Tides&amp;lt;/h1&amp;gt;&amp;lt;p&amp;gt;The water rose &amp;amp;amp; "
          "fell.&amp;lt;/p&amp;gt;",
          "&lt;![CDATA[&lt;h1&gt;Tides&lt;/h1&gt;&lt;p&gt;The water rose &amp;amp; fell.&lt;/p&gt;]]&gt;",
          "<![CDATA[&lt;![CDATA[<h1>Tides</h1><p>The water rose &amp; fell.</p>]]&gt;]]>",
          "<![CDATA[<div>&lt;h1&gt;Tides&lt;/h1&gt;&lt;p&gt;The water rose &amp;amp; fell.&lt;/p&gt;</div>]]>"}) {
        Article article = rss_item("<content:encoded>" + std::string(content) + "</content:encoded>");
        EXPECT_EQ(article.body, "Tides\n\nThe water rose & fell.") << content;
        EXPECT_EQ(article.body_html, "<h1>Tides</h1><p>The water rose &amp; fell.</p>") << content;
    }
}

TEST(Values, CodeThatAnArticleShowsStays) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"<![CDATA[<p>Write &lt;p&gt;text&lt;/p&gt; for it.</p>]]>", "Write <p>text</p> for it."},
        {"<![CDATA[<pre>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</pre>]]>", "<p>One</p><p>Two</p>"},
        {"<![CDATA[Write &lt;b&gt;bold&lt;/b&gt; for it.]]>", "Write <b>bold</b> for it."},
        {"<![CDATA[&lt;p&gt;text&lt;/p&gt; is a paragraph of HTML.]]>", "<p>text</p> is a paragraph of HTML."},
        {"<![CDATA[In HTML, &amp;amp; is an ampersand.]]>", "In HTML, &amp; is an ampersand."},
        {"<![CDATA[&lt;script&gt;alert(1)&lt;/script&gt;]]>", "<script>alert(1)</script>"},
    };
    for (auto [content, text] : cases)
        EXPECT_EQ(rss_item("<content:encoded>" + std::string(content) + "</content:encoded>").body, text) << content;
}

TEST(Values, ReferencesThatWereEscapedTwiceAreCharacters) {
    EXPECT_EQ(rss_item("<description><![CDATA[Salt &amp;amp; Pepper play &amp;quot;live&amp;quot;]]></description>")
                  .description,
              "Salt & Pepper play \"live\"");
    EXPECT_EQ(rss_item("<title><![CDATA[Tom &amp;#8217; Jerry]]></title>").headline, "Tom \u2019 Jerry");
}

TEST(Values, TheMarksOfAnEscapedCdataSectionAreNoText) {
    EXPECT_EQ(rss_item("<title>&lt;![CDATA[Salt &amp;amp; Pepper]]&gt;</title>").headline, "Salt & Pepper");
    EXPECT_EQ(rss_item("<link>&lt;![CDATA[https://a.example/1]]&gt;</link>").url, "https://a.example/1");
}

// Elements of other vocabularies

TEST(Values, TheWholeTextOfRussianFeedsIsTheBody) {
    for (std::string_view name : {"yandex:full-text", "turbo:content", "mailru:full-text", "rambler:fulltext"}) {
        std::string element(name);
        Article article = rss_item("<description>Short.</description><" + element + ">One.\n\nTwo.</" + element + ">");
        EXPECT_EQ(article.description, "Short.");
        EXPECT_EQ(article.body, "One.\n\nTwo.") << name;
    }
    Article bound = article_of(
        "<rss xmlns:y='http://news.yandex.ru'><channel><item><y:full-text>One.</y:full-text></item></channel></rss>");
    EXPECT_EQ(bound.body, "One.");
}

TEST(Values, TheGuidOfAnItemGoesBeforeItsId) {
    EXPECT_EQ(rss_item("<id>4711</id><guid isPermaLink='false'>abcd</guid>").identifier, "abcd");
    EXPECT_EQ(rss_item("<guid isPermaLink='false'>abcd</guid><id>4711</id>").identifier, "abcd");
    EXPECT_EQ(rss_item("<id>4711</id>").identifier, "4711");
}

TEST(Values, AGuidIsALinkAsItSays) {
    EXPECT_EQ(rss_item("<guid isPermalink='false'>https://a.example/1</guid>").url, "");
    EXPECT_EQ(rss_item("<guid ispermalink='true'>https://a.example/1</guid>").url, "https://a.example/1");
    EXPECT_EQ(rss_item("<guid isPermaLink='true'>episode/1/</guid>").url, "https://news.example/rss/episode/1/");
    EXPECT_EQ(rss_item("<guid isPermaLink='true'>1500001</guid>").url, "");
    EXPECT_EQ(rss_item("<guid>episode/1/</guid>").url, "");
}

TEST(Values, TheOriginOfAProxiedLinkIsTheCanonicalAddress) {
    Article article = rss_item(
        "<link>https://proxy.example/~r/wire/~3/abc/</link>"
        "<feedburner:origLink>https://a.example/one</feedburner:origLink>");
    EXPECT_EQ(article.url, "https://proxy.example/~r/wire/~3/abc/");
    EXPECT_EQ(article.canonical_url, "https://a.example/one");
}

TEST(Values, AnOriginOfSeveralArticlesIsNone) {
    std::string item = "<item><link>/1</link><feedburner:origLink>https://a.example/x/</feedburner:origLink></item>";
    Harvest harvest = harvest_of("<rss><channel>" + item + item + "</channel></rss>");
    ASSERT_EQ(harvest.articles.size(), 2u);
    for (const Article& article : harvest.articles) EXPECT_EQ(article.canonical_url, "");
    harvest = harvest_of("<rss><channel><link>https://a.example/x/</link>" + item + "</channel></rss>");
    EXPECT_EQ(harvest.articles[0].canonical_url, "");
}

TEST(Values, BytesInBase64AreATextOrNothing) {
    EXPECT_EQ(atom_entry("<content type='image/png'>iVBORw0KGgo=</content>").body, "");
    EXPECT_EQ(atom_entry("<content type='application/octet-stream'>aGVsbG8=</content>").body, "hello");
    EXPECT_EQ(rss_item("<content:encoded encoding='base64'>PHA+T25lPC9wPg==</content:encoded>").body, "One");
}

TEST(Values, ABaseInTheContentIsWhereItsLinksStart) {
    Article article = atom_entry(
        "<content type='html'>&lt;base href='https://b.example/posts/'&gt;&lt;p&gt;&lt;a "
        "href='x'&gt;x&lt;/a&gt;&lt;/p&gt;"
        "&lt;img src='i/bird.jpg'&gt;</content>");
    EXPECT_EQ(article.body_html,
              "<p><a href=\"https://b.example/posts/x\">x</a></p><img src=\"https://b.example/posts/i/bird.jpg\">");
    EXPECT_EQ(article.image.at(0).url, "https://b.example/posts/i/bird.jpg");
    EXPECT_EQ(
        rss_item("<description><![CDATA[<base href='javascript:x'><p><a href='/x'>x</a></p>]]></description>"
                 "<content:encoded><![CDATA[<base href='javascript:x'><p><a href='/x'>x</a></p>]]></content:encoded>")
            .body_html,
        "<p><a href=\"https://news.example/x\">x</a></p>");
}

// Media

TEST(Values, MediaWithoutATypeAreWhatTheirNameSays) {
    EXPECT_EQ(rss_item("<media:content url='/b.JPG?w=1'/>").image.at(0).url, "https://news.example/b.JPG?w=1");
    EXPECT_EQ(rss_item("<enclosure url='/b.webp'/>").image.at(0).url, "https://news.example/b.webp");
    EXPECT_THAT(rss_item("<media:content url='/b.mp4'/><media:content url='/c.jpg' medium='video'/>").image, IsEmpty());
    EXPECT_EQ(rss_item("<media:content url='/a?id=1' type='image/webp'/>").image.at(0).url,
              "https://news.example/a?id=1");
}

TEST(Values, APortraitStandsForNoArticleThatHasAPicture) {
    std::string portrait = "<media:content url='https://1.gravatar.com/avatar/0?s=96' medium='image'/>";
    EXPECT_THAT(rss_item(portrait + "<media:content url='/lead.jpg' medium='image'/>").image,
                ElementsAre(Image{"https://news.example/lead.jpg", "", "", 0, 0}));
}

// Authors

TEST(Values, HtmlNamesSeveralAuthors) {
    std::vector<Author> linked{{"Ann Author", "https://news.example/a"}, {"Bo Writer", "https://news.example/b"}};
    std::vector<Author> named{{"Ann Author", ""}, {"Bo Writer", ""}};
    auto authors = [](std::string_view html) {
        return rss_item("<dc:creator><![CDATA[" + std::string(html) + "]]></dc:creator>").author;
    };
    EXPECT_EQ(authors("<a href='/a'>Ann Author</a>, <a href='/b'>Bo Writer</a>"), linked);
    EXPECT_EQ(authors("By <a href='/a'>Ann Author</a> and <a href='/b'>Bo Writer</a>"), linked);
    EXPECT_EQ(authors("<ul><li><a href='/a'>Ann Author</a></li><li><a href='/b'>Bo Writer</a></li></ul>"), linked);
    EXPECT_EQ(authors("<span>Ann Author</span>; <span>Bo Writer</span>"), named);
    EXPECT_EQ(authors("Ann Author<br/>Bo Writer"), named);
    EXPECT_EQ(authors("<p>Ann Author</p><p>Bo Writer</p>"), named);
    EXPECT_EQ(authors("<a href='javascript:x'>Ann Author</a> &amp; <a href='#'>Bo Writer</a>"), named);
    EXPECT_EQ(authors("<b>Ann</b> Author"), std::vector<Author>({{"Ann Author", ""}}));
    EXPECT_EQ(authors("<a href='/a'>Ann</a> Author"), std::vector<Author>({{"Ann Author", ""}}));
    EXPECT_EQ(rss_item("<dc:creator><a href='/a'>Ann Author</a>, <a href='/b'>Bo Writer</a></dc:creator>").author,
              linked);
}

TEST(Values, SpansWithNothingBetweenAreOneName) {
    auto names = [](std::string_view html) {
        std::string all;
        for (const Author& author : rss_item("<dc:creator><![CDATA[" + std::string(html) + "]]></dc:creator>").author)
            all += author.name + "|";
        return all;
    };
    EXPECT_EQ(names("<span class='given'>Ann</span> <span class='family'>Author</span>"), "Ann Author|");
    EXPECT_EQ(names("<span>Ann</span>\n<span>Author</span>"), "Ann Author|");
    EXPECT_EQ(names("<a href='/a'><span>Ann</span> <span>Author</span></a>, <a href='/b'>Bo Writer</a>"),
              "Ann Author|Bo Writer|");
    EXPECT_EQ(names("<a href='/a'>Ann Author</a><sup>1</sup>, <a href='/b'>Bo Writer</a><sup>2,*</sup>"),
              "Ann Author|Bo Writer|");
    EXPECT_EQ(names("<a href='/a'>Ann Author</a> &middot; <a href='/b'>Bo Writer</a>"), "Ann Author|Bo Writer|");
    EXPECT_EQ(names("<a href='/a'>Ann Author</a> – <a href='/b'>Bo Writer</a>"), "Ann Author|Bo Writer|");
    EXPECT_EQ(names("Ann Author · Bo Writer"), "Ann Author|Bo Writer|");
    EXPECT_EQ(names("山田太郎、鈴木花子"), "山田太郎|鈴木花子|");
    // What must stay as it is.
    EXPECT_EQ(names("<span>Ann Author</span> <span>Bo Writer</span>"), "Ann Author|Bo Writer|");
    EXPECT_EQ(names("<span>Ann</span>, <span>Bo</span>"), "Ann|Bo|");
    EXPECT_EQ(names("<a href='/a'>Ann</a> <a href='/b'>Bo</a>"), "Ann|Bo|");
    EXPECT_EQ(names("<span>Reuters</span> <span>AFP</span>"), "Reuters|AFP|");
    EXPECT_EQ(names("M<sup>me</sup> Durand"), "Mme Durand|");
    EXPECT_EQ(names("Harbour Courier – Sports Desk"), "Harbour Courier – Sports Desk|");
    EXPECT_EQ(names("卡尔·马克思"), "卡尔·马克思|");
    EXPECT_EQ(names("Ann Author · 5 min read"), "Ann Author · 5 min read|");
    EXPECT_EQ(names("news · sport"), "news · sport|");
}

TEST(Values, AnAddressIsNoName) {
    EXPECT_THAT(atom_entry("<author><name>https://a.example/</name><uri>https://a.example/</uri></author>").author,
                IsEmpty());
    EXPECT_THAT(article_of(R"({"items": [{"author": {"name": "https://a.example/"}}]})").author, IsEmpty());
}

}  // namespace
}  // namespace newsbus::feed
