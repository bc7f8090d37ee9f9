#include "base/blank.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace newsbus {
namespace {

constexpr std::string_view blanks[] = {" ",      "\t\r\n", "\u0085", "\u00a0", "\u00ad", "\u1680",
                                       "\u180e", "\u2000", "\u200a", "\u200b", "\u2028", "\u202f",
                                       "\u205f", "\u2060", "\u2800", "\u3000", "\u3164", "\ufeff"};

TEST(Blank, IsCutAtBothEndsAndNowhereElse) {
    for (std::string_view blank : blanks) {
        std::string text =
            std::string(blank) + std::string(blank) + "a" + std::string(blank) + "\u00e9" + std::string(blank);
        EXPECT_EQ(trimmed_blank(text), "a" + std::string(blank) + "\u00e9") << blank;
        EXPECT_EQ(trimmed_unseen(text), "a" + std::string(blank) + "\u00e9") << blank;
    }
}

TEST(Blank, AloneIsNothing) {
    for (std::string_view blank : blanks) {
        EXPECT_EQ(trimmed_blank(blank), "");
        EXPECT_EQ(trimmed_unseen(blank), "");
    }
    EXPECT_EQ(trimmed_blank(""), "");
}

// Marks of direction put a sign on its side; joiners give a letter its form; a selector makes a heart red.
TEST(Blank, IsNotWhatShapesTheText) {
    for (std::string_view mark : {"\u200e", "\u200f", "\u202a", "\u2066", "\u200c", "\u200d"}) {
        std::string text = "C++" + std::string(mark);
        EXPECT_EQ(trimmed_blank(text), text);
        EXPECT_EQ(trimmed_unseen(text), "C++");
    }
    EXPECT_EQ(trimmed_unseen("\u2764\ufe0f"), "\u2764\ufe0f");
}

TEST(Blank, LeavesBytesThatAreNoUtf8) {
    for (std::string_view bytes : {"\xff\xfe", "\xe2\x80", "a\xc2", "\xa0"}) {
        EXPECT_EQ(trimmed_blank(bytes), bytes);
        EXPECT_EQ(trimmed_unseen(bytes), bytes);
    }
}

}  // namespace
}  // namespace newsbus
