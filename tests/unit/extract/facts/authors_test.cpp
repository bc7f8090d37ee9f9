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

TEST(Authors, AreLinkedToThePagesOfThoseWhoWriteInManyLanguages) {
    for (const char* link : {"/yazar/gokce-sarp", "/szerzo/szabo-mate/", "/writers/9/ada-quill.html"})
        EXPECT_EQ(author_of("<div><a href=" + std::string(link) + ">Ada Quill</a></div>"), "Ada Quill") << link;
    for (const char* link : {"/writers/ada-quill/2011/04/bridge.html", "/yazar/", "/n/yazar"})
        EXPECT_EQ(author_of("<div><a href=" + std::string(link) + ">Ada Quill</a></div>"), "") << link;
}

TEST(Authors, StandBesideTheDateBehindASignAndAnArticle) {
    const auto author_above = [](const std::string& line) {
        const Article article =
            read("<html><body><h1>Bridge to close</h1><div>" + line + "</div>" + prose + "</body></html>");
        return article.author.empty() ? "" : article.author[0].name;
    };
    EXPECT_EQ(author_above("<span>Ada Quill</span> | <span>5 March 2024</span>"), "Ada Quill");
    EXPECT_EQ(author_above("<span>Του Μανώλη Φραγκούλη</span> | <span>5 Μαρτίου 2024</span>"), "Μανώλη Φραγκούλη");
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
