#include "read.h"

#include <gmock/gmock.h>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;

TEST(Atom, ReadsAnEntry) {
    Article article = atom_entry(
        "<id>urn:x:1</id><title>Ice</title><link href='/1'/>"
        "<published>2020-03-10T08:09:10Z</published><updated>2020-03-11T08:09:10Z</updated>"
        "<author><name>Ann</name></author><category term='t1' label='Tea'/><summary>Cold.</summary>");
    EXPECT_EQ(article.identifier, "urn:x:1");
    EXPECT_EQ(article.headline, "Ice");
    EXPECT_EQ(article.url, "https://news.example/1");
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2020-03-10T08:09:10Z");
    EXPECT_EQ(format_rfc3339(article.date_modified.value()), "2020-03-11T08:09:10Z");
    EXPECT_THAT(article.author, ElementsAre(Author{"Ann", ""}));
    EXPECT_THAT(article.keywords, ElementsAre("t1"));
    EXPECT_EQ(article.description, "Cold.");
}

TEST(Atom, TellsItsVersion) {
    EXPECT_EQ(harvest_of("<feed xmlns='http://www.w3.org/2005/Atom'/>").feed.format, "atom1.0");
    EXPECT_EQ(harvest_of("<feed xmlns='http://purl.org/atom/ns#' version='0.3'/>").feed.format, "atom0.3");
    EXPECT_EQ(harvest_of("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'/>").feed.format, "atom1.0");
}

TEST(Atom, PrefersAlternateLinksToOthers) {
    EXPECT_EQ(
        atom_entry("<link rel='self' href='/s'/><link rel='edit' href='/e'/><link rel='alternate' href='/a'/>").url,
        "https://news.example/a");
    EXPECT_EQ(atom_entry("<link type='application/json' href='/j'/><link type='text/html' href='/h'/>").url,
              "https://news.example/h");
    EXPECT_EQ(atom_entry("<link rel='enclosure' href='/e.mp3'/><link href='/a'/>").url, "https://news.example/a");
}

TEST(Atom, ReadsTextByItsType) {
    EXPECT_EQ(atom_entry("<title>&lt;b&gt; &amp;amp; co</title>").headline, "<b> &amp; co");
    EXPECT_EQ(atom_entry("<title type='html'>&lt;b&gt;Bold&lt;/b&gt; &amp;amp; co</title>").headline, "Bold & co");
    EXPECT_EQ(
        atom_entry("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><b>1</b> &lt; <i>2</i></div></title>")
            .headline,
        "1 < 2");
    EXPECT_EQ(
        atom_entry("<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>One</h:p><h:p>Two</h:p>"
                   "</h:div></content>")
            .body,
        "One\n\nTwo");
    EXPECT_EQ(atom_entry("<content type='application/octet-stream'>PHA+SGk8L3A+</content>").body, "Hi");
}

TEST(Markup, KeepsTheBlanksBetweenItsElementsWhereItIsNotEscaped) {
    EXPECT_EQ(rss_item("<description><b>Cold</b> <i>ice</i></description>").description, "Cold ice");
    EXPECT_EQ(rss_item("<title><b>Cold</b> <i>ice</i></title>").headline, "Cold ice");
    // The first entries do not tell that there is any.
    std::string many;
    for (int i = 0; i < 200; ++i) many += "<entry><id>urn:x:" + std::to_string(i) + "</id><title>Ice</title></entry>";
    many += "<entry><content type='xhtml'><div><b>Cold</b> <i>ice</i></div></content></entry>";
    Harvest harvest = harvest_of("<feed xmlns='http://www.w3.org/2005/Atom'>" + many + "</feed>");
    ASSERT_EQ(harvest.articles.size(), 201u);
    EXPECT_EQ(harvest.articles.back().body, "Cold ice");
    EXPECT_EQ(harvest_of("<rss><channel><title><b>My</b> <i>ice</i></title></channel></rss>").feed.name, "My ice");
}

TEST(Atom, ResolvesLinksAgainstTheInnermostBase) {
    Article article = article_of(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/b/'>"
        "<entry xml:base='c/'><link href='d'/>"
        "<content type='html' xml:base='/e/'>&lt;a href='f'&gt;x&lt;/a&gt;</content></entry></feed>");
    EXPECT_EQ(article.url, "https://a.example/b/c/d");
    EXPECT_THAT(article.body_html, testing::HasSubstr("https://a.example/e/f"));
}

TEST(Atom, InheritsAuthorAndLanguageFromTheFeed) {
    Harvest harvest = harvest_of(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><author><name>Desk</name></author>"
        "<entry><title>1</title></entry>"
        "<entry xml:lang='fr'><author><name>Ann</name></author></entry>"
        "<entry><source><author><name>Wire</name></author></source></entry></feed>");
    ASSERT_EQ(harvest.articles.size(), 3u);
    EXPECT_THAT(harvest.articles[0].author, ElementsAre(Author{"Desk", ""}));
    EXPECT_EQ(harvest.articles[0].language, "de");
    EXPECT_THAT(harvest.articles[1].author, ElementsAre(Author{"Ann", ""}));
    EXPECT_EQ(harvest.articles[1].language, "fr");
    EXPECT_THAT(harvest.articles[2].author, ElementsAre(Author{"Wire", ""}));
}

TEST(Atom, DoesNotTakeAnUpdateForAPublication) {
    Article article = atom_entry("<updated>2020-03-11T08:09:10Z</updated>");
    EXPECT_FALSE(article.date_published);
    EXPECT_TRUE(article.date_modified);
}

TEST(Atom, PrefersALabelToATermForMachines) {
    EXPECT_THAT(
        atom_entry("<category term='https://x.example/t/9' label='Tea'/><category term='77' label='Ice'/>").keywords,
        ElementsAre("Tea", "Ice"));
}

TEST(Atom, IsReadInsideRssAndTheReverse) {
    EXPECT_EQ(rss_item("<atom:link rel='alternate' href='/a'/>").url, "https://news.example/a");
    EXPECT_EQ(format_rfc3339(atom_entry("<pubDate>10 Mar 2020</pubDate>").date_published.value()),
              "2020-03-10T00:00:00Z");
}

TEST(Namespaces, CountByWhatTheyAreBoundTo) {
    Article article = article_of(
        "<rss xmlns:q='http://purl.org/dc/elements/1.1/' xmlns:dc='http://x.example/other'><channel>"
        "<item><q:creator>Ann</q:creator></item></channel></rss>");
    EXPECT_THAT(article.author, ElementsAre(Author{"Ann", ""}));
}

TEST(Namespaces, CountByConventionWhenNobodyDeclaredThem) {
    EXPECT_THAT(rss_item("<dc:creator>Ann</dc:creator>").author, ElementsAre(Author{"Ann", ""}));
}

TEST(Namespaces, ForgiveMisspelledNames) {
    Article article = article_of(
        "<rss xmlns:m='HTTPS://Search.Yahoo.com/mrss'><channel><item>"
        "<m:thumbnail url='/t.jpg'/></item></channel></rss>");
    EXPECT_EQ(article.image.size(), 1u);
}

TEST(Namespaces, KeepStrangersOut) {
    EXPECT_EQ(rss_item("<title>Right</title><x:title xmlns:x='http://x.example/'>Wrong</x:title>").headline, "Right");
    EXPECT_EQ(rss_item("<x:title xmlns:x='http://x.example/'>Wrong</x:title>").headline, "");
}

}  // namespace
}  // namespace newsbus::feed
