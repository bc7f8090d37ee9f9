#include "extract/plain/lines.h"

#include "extract/plain/text_page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

using Kind = Line::Kind;

TEST(TextLines, TellsTheKindsApart) {
    const std::pair<const char*, Kind> cases[] = {
        {"The council voted on Tuesday to close the bridge for eleven months, ending the dispute.", Kind::prose},
        {"\"We can,\" he said.", Kind::sentence},
        {"Bridge to close for eleven months", Kind::title},
        {"The bridge in January, 2024. (File photo: Reuters)", Kind::caption},
        {"The ferry leaves the harbour in heavy weather. / AFP", Kind::caption},
        {"The ferry leaves the harbour in heavy weather. Photo: Ada Quill", Kind::caption},
        {"\xC2\xA9 Ada Quill/Harbour Press", Kind::caption},
        {"The ferry leaves the harbour in heavy weather, it said. (AFP)", Kind::signature},
        {"By Ada Quill", Kind::byline},
        {"March 1, 2023", Kind::date},
        {"Published: 14 October 2003", Kind::date},
        {"Reuters", Kind::agency},
        {"SOURCE: Courier and agencies", Kind::credit},
        {"Read more:", Kind::furniture},
        {"Share", Kind::furniture},
    };
    for (const auto& [text, kind] : cases) EXPECT_EQ(lines_of(text).at(0).kind, kind) << text;
}

TEST(TextLines, JoinsWrappedParagraphsOnly) {
    std::string wrapped;
    for (int i = 0; i < 6; ++i)
        wrapped += "A line of text that was wrapped at sixty-five columns or thereabouts\nand its end.\n\n";
    EXPECT_EQ(lines_of(wrapped).size(), 6u);
    EXPECT_EQ(lines_of("One line.\nAnother line.\n").size(), 2u);
}

TEST(TextLines, MarksWhatIsIndentedOrBulleted) {
    auto lines = lines_of("  \xE2\x80\xA2 Light\nDark");
    EXPECT_EQ(lines.at(0).text, "Light");
    EXPECT_TRUE(lines.at(0).indented);
    EXPECT_FALSE(lines.at(1).indented);
}

TEST(ReadText, IsLinearOnOneLineOfTenMegabytesAndOnAMillionLines) {
    Url url = Url::parse("https://e.org/").value();
    EXPECT_TRUE(read_text(std::string(10 << 20, 'x'), "text/plain", url));
    std::string lines;
    for (int i = 0; i < 200'000; ++i) lines += "a b c d e f\n\n";
    EXPECT_TRUE(read_text(lines, "text/plain", url));
    EXPECT_EQ(read_text("", "text/plain", url).value().body, "");
}

TEST(TextLines, AreReadUpToABound) {
    std::string lines;
    for (int i = 0; i < 60'000; ++i) lines += "a\n";
    EXPECT_EQ(lines_of(lines).size(), 50'000u);
}

TEST(ReadText, ReadsFourMegabytesAtMost) {
    std::string text;
    while (text.size() < 10 << 20) text += "The council voted on Tuesday to close the bridge for eleven months. ";
    Article article = read_text(text, "text/plain", Url::parse("https://e.org/").value()).value();
    EXPECT_GT(article.body.size(), 3u << 20);
    EXPECT_LE(article.body.size(), 4u << 20);
}

}  // namespace
}  // namespace newsbus::extract
