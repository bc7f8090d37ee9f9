#include "extract/facts/authors.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/extract/bridge_page.h"

namespace newsbus::extract {
namespace {

using test::prose, test::read;

std::string author_of(const std::string& below) {
    const std::string page = "<html><body><h1>Bridge to close</h1>" + prose + below + "</body></html>";
    const Article article = read(page);
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
    const Article article = read(page);
    for (const Image& image : article.image) EXPECT_EQ(image.url.find("thumb"), std::string::npos);
}

}  // namespace
}  // namespace newsbus::extract
