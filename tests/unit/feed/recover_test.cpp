#include "feed/prepare.h"
#include "read.h"

#include <gmock/gmock.h>

namespace newsbus::feed {
namespace {

std::vector<std::string> headlines(std::string_view body) {
    std::vector<std::string> out;
    for (const Article& article : harvest_of(body).articles) out.push_back(article.headline);
    return out;
}

struct BrokenCase {
    std::string_view about, body;
};

// Each has two entries, "One" and "Two".
constexpr BrokenCase broken[] = {
    {"an item that is not closed",
     "<rss><channel><item><title>One</title><item><title>Two</title></item></channel></rss>"},
    {"a title that is not closed",
     "<rss><channel><item><title>One<link>/1</link></item><item><title>Two</title></item></channel></rss>"},
    {"a stray end tag",
     "<rss><channel><item></b><title>One</title></item><item><title>Two</title></item></channel></rss>"},
    {"an element of the channel that is not closed",
     "<rss><channel><itunes:category "
     "text='x'><item><title>One</title></item><item><title>Two</title></item></channel></rss>"},
    {"tags that differ in case",
     "<rss><channel><item><Title>One</TITLE></item><item><title>Two</title></ITEM></channel></rss>"},
    {"attributes without quotes",
     "<rss version=2.0><channel><item x=1><title>One</title></item><item><title>Two</title></item></channel></rss>"},
    {"an attribute without an end",
     "<rss version='2.0><channel><item><title>One</title></item><item a='><title>Two</title></item></channel></rss>"},
    {"HTML that nobody escaped",
     "<rss><channel><item><title>One</title><description><p>a<br>b<img "
     "src=x></description></item><item><title>Two</title></item></channel></rss>"},
    {"a section that is not closed",
     "<rss><channel><item><title>One</title><description><![CDATA[x</description></item><item><title><![CDATA[Two]]></"
     "title></item></channel></rss>"},
    {"a comment that is not closed",
     "<rss><channel><!-- <item><title>One</title></item><item><title>Two</title></item></channel></rss>"},
    {"junk in front",
     "<br />\n<b>Warning</b>: x<p>\n<?xml "
     "version='1.0'?><rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss>"},
    {"junk behind",
     "<rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss></html><p"},
    {"two roots",
     "<rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss><rss></rss>"},
    {"control characters",
     "<rss><channel><item><title>O\1ne\x1b</title></item><item><title>Two</title></item></channel></rss>"},
};

TEST(Recovery, LosesNoGoodEntry) {
    for (const BrokenCase& test : broken) {
        SCOPED_TRACE(test.about);
        EXPECT_THAT(headlines(test.body), testing::ElementsAre("One", "Two"));
    }
}

TEST(Recovery, TakesBracketsForTextWhenTheyAreNoTags) {
    EXPECT_THAT(headlines("<rss><channel><item><title>1 < 2 <3</title></item></channel>"),
                testing::ElementsAre("1 < 2 <3"));
}

TEST(Recovery, KeepsTextsTogetherWhateverStandsInThem) {
    EXPECT_EQ(headlines("<rss><channel><item><title>1 << 2 <!-- -- --><![CDATA[& <b>3</b>]]> < 4<title>x</rss>"),
              (std::vector<std::string>{"1 << 2 & 3 < 4"}));
    EXPECT_EQ(
        headlines("<rss><channel><item><title>" + std::string(100'000, '<') + " One</title></item></channel></rss>")[0]
            .size(),
        100'004u);
}

TEST(Recovery, SaysWhatWasWrong) {
    Harvest harvest = harvest_of("<rss>\n<channel>\n<item></b></item></channel></rss>");
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_EQ(harvest.problems[0].what, "ill-formed XML at line 3: Start-end tags mismatch");
}

TEST(Recovery, IsNotNeededForGoodDocuments) {
    EXPECT_TRUE(harvest_of("<rss><channel/></rss>").problems.empty());
}

TEST(Feed, IsRefusedWhenThereIsNone) {
    for (std::string_view body :
         {"", " ", "<html><body>Not found</body></html>", "plain text", "<", "<a", "[1]", "\xff\xfe"}) {
        auto harvest = read(body, "text/xml", Url());
        ASSERT_FALSE(harvest) << body;
        EXPECT_EQ(harvest.error().code, Errc::syntax);
    }
}

TEST(Feed, ReadsCdf) {
    Article article = article_of(
        "<CHANNEL HREF='https://cdf.example/' LASTMOD='2001-02-03'><ITEM HREF='https://cdf.example/1' "
        "LASTMOD='2004-04-07T04:05:06Z'><TITLE>Old</TITLE><ABSTRACT>Very</ABSTRACT></ITEM></CHANNEL>");
    EXPECT_EQ(article.headline, "Old");
    EXPECT_EQ(article.url, "https://cdf.example/1");
    EXPECT_EQ(article.description, "Very");
    EXPECT_EQ(format_rfc3339(article.date_modified.value()), "2004-04-07T04:05:06Z");
}

TEST(Feed, SurvivesDepth) {
    std::string open, close;
    for (int i = 0; i < 20'000; ++i) {
        open += "<div>";
        close += "</div>";
    }
    std::string start = "<rss><channel><item><title>x</title><description>";
    EXPECT_EQ(article_of(start + open + "deep" + close + "</description></item></channel></rss>").description, "deep");
    EXPECT_EQ(article_of(start + open + open + open + "deep</item></channel></rss>").headline, "x");
    EXPECT_EQ(article_of(start + "<![CDATA[" + open + "deep]]></description></item></channel></rss>").headline, "x");
}

TEST(Prepare, DecodesEntitiesThatXmlDoesNotKnow) {
    EXPECT_EQ(prepared("a&eacute;&nbsp;&amp;&lt;&bogus;&AT&T"), "aé\u00A0&amp;&lt;&bogus;&AT&T");
    EXPECT_EQ(prepared("&LT;b&GT;"), "&lt;b&gt;");
    EXPECT_EQ(prepared("&#145;&#x93;&#65;&#0;&#1;&#xD800;"), "‘“&#65;\uFFFD");
}

TEST(Prepare, ReplacesNumbersThatAreNoCharactersHoweverLong) {
    EXPECT_EQ(prepared("&#" + std::string(100, '2') + ";&#x" + std::string(50, 'f') + ";"), "\uFFFD\uFFFD");
}

TEST(Prepare, LeavesSectionsAlone) {
    EXPECT_EQ(prepared("&eacute;<![CDATA[&eacute;]]>&eacute;<![CDATA[&eacute;"),
              "é<![CDATA[&eacute;]]>é<![CDATA[&eacute;");
}

TEST(Prepare, ExpandsEntitiesOfTheDocument) {
    EXPECT_EQ(
        prepared("<!DOCTYPE rss [<!ENTITY pub \"The &amp; Wire\"><!ENTITY more '&pub;!'>]><rss>&more;</rss>"),
        "<!DOCTYPE rss [<!ENTITY pub \"The &amp; Wire\"><!ENTITY more 'The &amp; Wire!'>]><rss>The &amp; Wire!</rss>");
    EXPECT_EQ(prepared("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>"),
              "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>");
}

TEST(Prepare, DefusesEntityBombs) {
    std::string bomb = "<!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">";
    for (int i = 1; i < 30; ++i) {
        std::string inner = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + inner + inner + inner + inner + "\">";
    }
    bomb += "]><rss>";
    for (int i = 0; i < 10'000; ++i) bomb += "&a3;&a29;";
    EXPECT_LT(prepared(bomb).size(), 1'000'000u);
}

}  // namespace
}  // namespace newsbus::feed
