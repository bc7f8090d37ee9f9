#include "base/columns.h"

#include <gmock/gmock.h>

namespace newsbus {
namespace {

using testing::ElementsAre;

TEST(Columns, CountWhatATerminalDraws) {
    const std::pair<std::string_view, std::size_t> cases[] = {
        {"", 0},
        {"plain", 5},
        {"Zürich", 6},
        {"Zu\u0308rich", 6},        // a combining mark
        {"北京新闻", 8},            // wide
        {"ニュース", 8},            // wide
        {"ﾆｭｰｽ", 4},                // halfwidth katakana
        {"한국", 4},                // precomposed
        {"\u1112\u1161\u11ab", 2},  // Hangul from its letters
        {"أخبار", 5},               // right to left
        {"ภาษาไทย", 7},             // Thai; no marks upon others here
        {"हिन्दी", 5},               // one of six is a mark that takes no column
        {"a\u200bb", 2},            // zero width space
        {"🗞", 1},                // drawn as text by default
        {"🚀", 2},                   // drawn as emoji
        {"\xff", 1},                // ill-formed
    };
    for (const auto& [text, columns] : cases) EXPECT_EQ(count_columns(text), columns) << text;
}

TEST(Columns, CutsOnlyWhatDoesNotFit) {
    EXPECT_EQ(cut_to_columns("headline", 8), "headline");
    EXPECT_EQ(cut_to_columns("headline", 7), "headli…");
    EXPECT_EQ(cut_to_columns("headline", 1), "…");
    EXPECT_EQ(cut_to_columns("headline", 0), "");
    EXPECT_EQ(cut_to_columns("", 0), "");
}

TEST(Columns, NeverCutsAWideCharacterInTwoNorAMarkOff) {
    EXPECT_EQ(cut_to_columns("北京新闻", 6), "北京…");
    EXPECT_EQ(cut_to_columns("北京新闻", 5), "北京…");
    EXPECT_EQ(cut_to_columns("北京新闻", 4), "北…");
    EXPECT_EQ(cut_to_columns("u\u0308u\u0308u\u0308", 2), "u\u0308…");
    for (std::size_t columns = 0; columns < 10; ++columns)
        EXPECT_LE(count_columns(cut_to_columns("a北b京🚀c", columns)), columns);
}

TEST(Columns, CutsTheFrontAsWell) {
    EXPECT_EQ(cut_front_to_columns("headline", 8), "headline");
    EXPECT_EQ(cut_front_to_columns("headline", 5), "…line");
    EXPECT_EQ(cut_front_to_columns("北京新闻", 4), "…闻");
    EXPECT_EQ(cut_front_to_columns("xu\u0308y", 2), "…y");
}

TEST(Columns, PadsByColumnsAndNotByBytes) {
    EXPECT_EQ(pad_to_columns("北京", 6), "北京  ");
    EXPECT_EQ(pad_to_columns("Zürich", 7), "Zürich ");
    EXPECT_EQ(pad_to_columns("longer", 3), "longer");
}

TEST(Wrap, BreaksAtBlanks) {
    EXPECT_THAT(wrap_to_columns("one two three", 7), ElementsAre("one two", "three"));
    EXPECT_THAT(wrap_to_columns("one two three", 8), ElementsAre("one two", "three"));
    EXPECT_THAT(wrap_to_columns("one two three", 100), ElementsAre("one two three"));
    EXPECT_THAT(wrap_to_columns("", 10), ElementsAre(""));
}

TEST(Wrap, BreaksAWordThatIsWiderThanALine) {
    EXPECT_THAT(wrap_to_columns("abcdefgh ij", 4), ElementsAre("abcd", "efgh", "ij"));
    EXPECT_THAT(wrap_to_columns("北京", 1), ElementsAre("北", "京"));
    EXPECT_THAT(wrap_to_columns("ab", 0), ElementsAre("a", "b"));
}

TEST(Wrap, KeepsLineFeeds) {
    EXPECT_THAT(wrap_to_columns("a b\n\n  c", 3), ElementsAre("a b", "", "  c"));
}

TEST(Printable, KeepsEscapesLineBreaksAndTurnedDirectionsOffTheTerminal) {
    EXPECT_EQ(printable("a\x1b[2Jb\u009bc\nd\u00e9"), "a [2Jb c d\u00e9");
    EXPECT_EQ(printable("a\u202eb\u2066c\u2028d\x7f"), "a b c d ");
    EXPECT_EQ(printable("a\xff\xfe"), "a\uFFFD\uFFFD");
    EXPECT_EQ(printable("北京 أخبار"), "北京 أخبار");
}

}  // namespace
}  // namespace newsbus
