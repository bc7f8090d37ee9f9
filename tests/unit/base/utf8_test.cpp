#include "base/utf8.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

TEST(Utf8, KnowsWellFormedFromIllFormed) {
    for (const char* good :
         {"", "plain", "h\u00e9llo", "\u4e2d\u6587", "\U0001F4F0 news, long enough for the fast path"})
        EXPECT_TRUE(is_valid_utf8(good)) << good;
    for (const char* bad : {"\xff", "\xc3", "abc\xc3(", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80",
                            "eight by\xe4"
                            "es"})
        EXPECT_FALSE(is_valid_utf8(bad)) << bad;
}

TEST(Utf8, FindsWhatIsIllFormedWhereverItStands) {
    for (std::string_view character : {"\u00e9", "\u20ac", "\U0001F4F0"})
        for (std::size_t before = 55; before < 70; ++before) {
            std::string text(before, 'x');
            text.append(character).append(70, 'y');
            EXPECT_TRUE(is_valid_utf8(text)) << before;
            text.erase(before + 1, 1);
            EXPECT_FALSE(is_valid_utf8(text)) << before;
            EXPECT_FALSE(is_valid_utf8(std::string_view(text).substr(0, before + 1))) << before;
        }
}

TEST(Utf8, FindsControls) {
    for (std::size_t before : {0, 1, 63, 64, 130}) {
        std::string text(before, 'x');
        EXPECT_FALSE(look_at_utf8(text + "\u00e9\t\r\n").has_controls) << before;
        EXPECT_TRUE(look_at_utf8(text + "\u00e9\x1f\n").has_controls) << before;
        EXPECT_TRUE(look_at_utf8(text + '\0').has_controls) << before;
    }
}

TEST(Utf8, KnowsAscii) {
    EXPECT_TRUE(is_ascii(""));
    EXPECT_TRUE(is_ascii("long enough for the fast path, which goes through it in blocks of sixty-four"));
    EXPECT_FALSE(is_ascii("long enough for the fast path, which goes through it in blocks of sixty-four, \u00e9"));
}

TEST(Utf8, CountsWhatIsWellFormedAndWhatIsNot) {
    Utf8Census census =
        utf8_census("long enough for the fast path, \u00e9, and again until here, \u4e2d, \xff\xfe\xe4\xb8");
    EXPECT_EQ(census.good, 2u);
    EXPECT_EQ(census.bad, 3u);
    EXPECT_EQ(utf8_census("plain").good, 0u);
}

TEST(Utf8, CountsCodePointsNotBytes) {
    EXPECT_EQ(count_code_points("h\u00e9\u4e2d\U0001F4F0"), 4u);
}

TEST(Utf8, ReplacesEachIllFormedSequenceOnce) {
    EXPECT_EQ(replace_invalid_utf8("a\xffz"), "a\uFFFDz");
    EXPECT_EQ(replace_invalid_utf8("fine \u00e9"), "fine \u00e9");
    EXPECT_EQ(replace_invalid_utf8("cut \xe4\xb8"), "cut \uFFFD");
}

TEST(Utf8, BeginsATextWithWholeCharacters) {
    EXPECT_EQ(utf8_prefix("short", 5), "short");
    EXPECT_EQ(utf8_prefix("h\u00e9llo", 3), "h\u00e9");
    EXPECT_EQ(utf8_prefix("h\u00e9llo", 2), "h");
    EXPECT_EQ(utf8_prefix("\U0001F600!", 3), "");
    EXPECT_EQ(utf8_prefix("\u00e9", 0), "");
    EXPECT_EQ(utf8_prefix("\x80\x80\x80\x80\x80\x80", 5).size(), 2U) << "no more is left out than a character has";
}

TEST(Utf8, ShortensBetweenCodePoints) {
    EXPECT_EQ(shortened("short", 10), "short");
    EXPECT_EQ(shortened("h\u00e9llo", 2), "h...");
    EXPECT_EQ(shortened("two\nlines", 20), "two lines");
}

}  // namespace
}  // namespace newsbus
