#include "text/normal.h"

#include <gtest/gtest.h>

namespace newsbus::text {
namespace {

struct Case {
    std::string_view dirty, clean;
};

TEST(Clean, PutsALineOnOneLine) {
    constexpr Case cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"  two   words ", "two words"},
        {"a\tb\nc\r\nd", "a b c d"},
        {"10\u00A0000\u202F€", "10 000 €"},
        {"東京\u3000大阪", "東京 大阪"},
        {"\n\n", ""},
    };
    for (const Case& c : cases) EXPECT_EQ(clean(c.dirty, Layout::line), c.clean) << c.dirty;
}

TEST(Clean, KeepsParagraphsApart) {
    constexpr Case cases[] = {
        {"one\r\ntwo", "one\ntwo"},
        {"one \n \n\n  two\n", "one\n\ntwo"},
        {"one\u2029two\u2028three", "one\n\ntwo\nthree"},
        {"\n\n one", "one"},
    };
    for (const Case& c : cases) EXPECT_EQ(clean(c.dirty, Layout::paragraphs), c.clean) << c.dirty;
}

TEST(Clean, LeavesTheWhiteSpaceOfMarkupAlone) {
    EXPECT_EQ(clean("<p>a  b</p>\n\n\n<pre>\tc </pre> ", Layout::untouched), "<p>a  b</p>\n\n\n<pre>\tc </pre> ");
}

TEST(Clean, ComposesToNormalFormC) {
    EXPECT_EQ(clean("cafe\u0301", Layout::line), "café");
    EXPECT_EQ(clean("\u1112\u1161\u11AB", Layout::line), "한");
}

TEST(Clean, RemovesWhatNobodyCanSee) {
    constexpr Case cases[] = {
        {"in\u00ADvis\u200Bible\uFEFF", "invisible"},
        {"\u202Egnp.exe\u202C", "gnp.exe"},
        {"bell\u0007 nul", "bell nul"},
        {"glyph \uE001icon", "glyph icon"},
        {"a\u200D\u200Cb", "ab"},
        {"smuggled\U000E0068\U000E0069", "smuggled"},
        {"x\uFE01\uFE02\uFE03y", "x\uFE01y"},
        {"object\uFFFC", "object"},
    };
    for (const Case& c : cases) EXPECT_EQ(clean(c.dirty, Layout::line), c.clean) << c.dirty;
}

TEST(Clean, KeepsThirtyMarksOfACharacter) {
    auto marks = [](int count) {
        std::string all;
        for (int i = 0; i < count; ++i) all += "\u0334";
        return all;
    };
    EXPECT_EQ(clean("x" + marks(30) + "y", Layout::line), "x" + marks(30) + "y");
    EXPECT_EQ(clean("x" + marks(31) + "y" + marks(40) + " " + marks(31), Layout::line),
              "x" + marks(30) + "y" + marks(30) + " " + marks(30));
    EXPECT_EQ(clean("x" + marks(31) + " ", Layout::untouched), "x" + marks(30) + " ");
}

// Bringing a million of them in order takes ICU hours.
TEST(Clean, IsLinearOnMarksThatAreOutOfOrder) {
    std::string hostile;
    while (hostile.size() < 4 << 20) hostile += "\u0301\u0323";
    EXPECT_LE(clean(hostile, Layout::paragraphs).size(), 60u);
}

TEST(Clean, KeepsWhatScriptsAndEmojiNeed) {
    constexpr std::string_view texts[] = {
        "می\u200Cخواهم",                                                     // Persian: a word's parts do not join
        "क्\u200Dष",                                                          // Devanagari half form
        "👩\u200D🚒",                                                          // woman firefighter
        "❤\uFE0F\u200D🔥",                                                    // heart on fire
        "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",  // flag of England
        "葛\U000E0100城",                                                    // ideographic variation
    };
    for (std::string_view text : texts) EXPECT_EQ(clean(text, Layout::line), text);
}

TEST(Clean, ReadsC1ControlsAsTheWindowsCharactersThatWereMeant) {
    EXPECT_EQ(clean("it\u0092s \u0093here\u0094 \u0081", Layout::line), "it’s “here”");
}

TEST(Clean, DoesNotChangeWhatItCleaned) {
    for (std::string_view text : {" a\u200Bb\n\n\nc ", "e\u0301\u0301", "x\uFE0F\uFE0F", "\u0085"}) {
        std::string once = clean(text, Layout::paragraphs);
        EXPECT_EQ(clean(once, Layout::paragraphs), once);
    }
}

}  // namespace
}  // namespace newsbus::text
