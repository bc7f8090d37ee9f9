#include "extract/plain/bare_page.h"

#include "extract/page/page.h"
#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string first =
    "The last rope-walk of the harbour opened its doors on Saturday, and more than two thousand people came to see it.";
const std::string second =
    "For three generations the Quills twisted hawsers there, until ships were moored with steel and nylon instead.";
const std::string third =
    "The town bought the long shed in spring for one crown, with the duty to keep its roof dry and its machine "
    "turning.";
const std::string headline = "Old rope-walk draws a crowd on its first day";
const std::string body = first + "\n\n" + second + "\n\n" + third;

bool bare(const std::string& html) {
    html::Document document = html::parse(html);
    return is_bare(document.dom);
}

Article read(const std::string& html) {
    return read_page(html, "text/html", Url::parse("https://courier.example/rope").value()).value();
}

TEST(BarePage, HasNothingButBreaksCellsAndBlocks) {
    EXPECT_TRUE(bare("<table><tr><td>" + first + "<br><br>" + second + "</td></tr></table>"));
    EXPECT_TRUE(bare("<h1>Courier</h1><div>" + first + "</div><div id='x'>" + second + "</div>"));
    EXPECT_FALSE(bare("<p>" + first + "</p>")) << "a paragraph";
    EXPECT_FALSE(bare("<article>" + first + "</article>"));
    EXPECT_FALSE(bare("<div class='a'>" + first + "</div><div class='b'></div><div class='c'></div>")) << "names";
}

TEST(BarePage, IsReadByItsLinesWithParagraphsByBreaks) {
    const Article article =
        read("<title>" + headline +
             " - Courier</title><table><tr><td>Home | News | Sport | Contact</td></tr><tr><td>12 May 2024"
             "<br><br>Sport<br><br><b>" +
             headline + "</b><br><br>By Ada Quill<br><br>" + first + "<br><br>" + second +
             "<br><br>Share this<br><br>" + third + "<br><br>Leave a comment<br><br></td></tr></table>");
    EXPECT_EQ(article.body, body);
    EXPECT_EQ(article.headline, headline);
    EXPECT_EQ(article.provenance.at("articleBody"), "text");
    EXPECT_EQ(article.body_html, "<p>" + first + "</p><p>" + second + "</p><p>" + third + "</p>");
}

TEST(BarePage, IsReadByItsLinesInBareBlocksUnderTheNameOfTheSite) {
    const Article article =
        read("<title>" + headline + " | Courier</title><h1>Courier</h1><div>News</div><div><font size=5>" + headline +
             "</font></div><div>" + first + "</div><div>" + second + "</div><div>" + third +
             "</div><div>Copyright Courier</div>");
    EXPECT_EQ(article.body, body);
    EXPECT_EQ(article.headline, headline);
}

TEST(BarePage, HasNoLineThatIsALinkAmidItsText) {
    const std::string begin = "<title>" + headline + "</title><div><b>" + headline + "</b></div>";
    EXPECT_EQ(read(begin + "<div>" + first + "</div><div><b><a href='/o'>Old ferry sold to museum</a></b></div><div>" +
                   second + "</div><div>" + third + "</div>")
                  .body,
              body);
    EXPECT_EQ(read(begin + "<div>" + first + "<br><br><a href='/o'>Old ferry sold to museum</a><br><br>" + second +
                   "<br><br>" + third + "</div>")
                  .body,
              body);
}

TEST(BarePage, LeavesATextThatTheJsonLdHasToIt) {
    const std::string json_ld = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"" +
                                headline + "\", \"articleBody\": \"" + first + " " + second + " " + third +
                                "\"}</script>";
    const Article article = read("<title>" + headline + "</title>" + json_ld +
                                 "<div id='root'></div><div>This site stores what it needs on your device, and nothing "
                                 "else, so that it can greet you by your name when you come again tomorrow.</div>");
    EXPECT_EQ(article.body, first + " " + second + " " + third);
    EXPECT_EQ(article.provenance.at("articleBody"), "json-ld");
}

TEST(BarePage, KeepsALinkInASentence) {
    html::Document document = html::parse("<div>The <a href='/s'>shed</a> is open.</div>");
    EXPECT_EQ(lines_of_bare(document.dom), "The shed is open.");
}

}  // namespace
}  // namespace newsbus::extract
