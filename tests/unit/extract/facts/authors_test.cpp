#include "extract/facts/authors.h"

#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string prose =
    "<p>The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long "
    "dispute.</p>"
    "<p>Engineers told the meeting that the bearings under the northern span had worn to half of their thickness.</p>";

std::string author_of(const std::string& below) {
    const std::string page = "<html><body><h1>Bridge to close</h1>" + prose + below + "</body></html>";
    const Article article = read_page(page, "text/html; charset=utf-8", Url::parse("https://e.org/a").value()).value();
    return article.author.empty() ? "" : article.author[0].name;
}

TEST(Authors, SignBelowTheTextAtTheRight) {
    EXPECT_EQ(author_of("<div style='text-align: right;'><b>Lan Phương</b></div>"), "Lan Phương");
    EXPECT_EQ(author_of("<p align=right><b>Lan Phương</b></p>"), "Lan Phương");
    EXPECT_EQ(author_of("<p style='text-align:right'>See all photographs</p>"), "");
    EXPECT_EQ(author_of("<p style='text-align:left'>Lan Phương</p>"), "");
}

TEST(Images, BesideTheTextThatLeadToOtherPagesAreNotTheArticles) {
    const std::string page =
        "<html><body><div><h1>Bridge to close</h1><a href=/full.jpg><img src=/lead.jpg></a><div>" + prose +
        "</div></div><div class=col-right><div><a href=/n/1><img src=/thumb/1.jpg></a></div></div></body></html>";
    const Article article = read_page(page, "text/html; charset=utf-8", Url::parse("https://e.org/a").value()).value();
    for (const Image& image : article.image) EXPECT_EQ(image.url.find("thumb"), std::string::npos);
}

}  // namespace
}  // namespace newsbus::extract
