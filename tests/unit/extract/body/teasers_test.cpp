#include "extract/body/teasers.h"

#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string line = "<p>A prize of the town goes to a writer who has lived there for years.</p>";

bool is_list(const std::string& html) {
    html::Document document = html::parse(html);
    return is_list_of_teasers(outline_of(document.dom), 0);
}

std::string linked(int count, const std::string& below) {
    std::string html;
    for (int i = 0; i < count; ++i)
        html += "<h2><a href=/n/" + std::to_string(i) + ">A writer wins the prize</a></h2>" + below;
    return html;
}

TEST(Teasers, AreHeadingsThatAreLinksWithALineEach) {
    EXPECT_TRUE(is_list(line + linked(5, line)));
    EXPECT_TRUE(is_list(line + linked(3, line) + "<h2>Other stories</h2>" + linked(3, "")));
    EXPECT_FALSE(is_list(linked(4, line))) << "too few";
}

TEST(Teasers, AreNoReportWithHeadingsThatAreLinks) {
    EXPECT_FALSE(is_list(linked(6, line + line + line)));
    EXPECT_FALSE(is_list(line + line + line + line + linked(6, line))) << "stories below a text of its own";
    std::string headed = linked(6, line);
    for (std::size_t at; (at = headed.find("<a href")) != std::string::npos;) headed.replace(at, 2, "<b ");
    EXPECT_FALSE(is_list(headed)) << "headings of sections";
}

}  // namespace
}  // namespace newsbus::extract
