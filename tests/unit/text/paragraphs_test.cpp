#include "text/paragraphs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsbus::text {
namespace {

std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> found;
    each_paragraph(text, [&found](std::string_view paragraph) { found.emplace_back(paragraph); });
    return found;
}

TEST(Paragraphs, ArePartedByBlankLines) {
    EXPECT_EQ(paragraphs("one\nline\n\ntwo"), (std::vector<std::string>{"one\nline", "two"}));
    EXPECT_EQ(paragraphs("one\n\n"), (std::vector<std::string>{"one"}));
    EXPECT_EQ(paragraphs("one\n\n\n\ntwo"), (std::vector<std::string>{"one", "", "two"}));
    EXPECT_TRUE(paragraphs("").empty());
}

}  // namespace
}  // namespace newsbus::text
