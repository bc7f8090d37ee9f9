#include "cli/text_change.h"

#include "base/columns.h"
#include "base/utf8.h"

#include <gtest/gtest.h>

namespace newsbus::cli {
namespace {

TEST(TextChange, IsNothingWhenBothAreTheSame) {
    EXPECT_EQ(change_between("", "", 80), std::nullopt);
    EXPECT_EQ(change_between("the same", "the same", 80), std::nullopt);
}

TEST(TextChange, ShowsThePlaceWithWordsAroundIt) {
    std::string front, back;
    for (int i = 0; i < 100; ++i) front += "before ", back += " after";
    auto change = change_between(front + "twelve people" + back, front + "fourteen people" + back, 40);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->before, "…fore before twelve people after after …");
    EXPECT_EQ(change->now, "…fore before fourteen people after afte…");
}

TEST(TextChange, ShowsWhatWasAddedOrTakenAway) {
    auto added = change_between("One. Three.", "One. Two. Three.", 80);
    EXPECT_EQ(added->before, "One. Three.");
    EXPECT_EQ(added->now, "One. Two. Three.");
    EXPECT_EQ(change_between("", "New", 80)->now, "New");
    EXPECT_EQ(change_between("Old", "", 80)->now, "");
}

TEST(TextChange, NeverPartsACharacterAndFitsItsColumns) {
    // 北 and 医 begin with different bytes, ü and ö end with different ones.
    for (const auto& [before, now] : {std::pair{"消息北京新闻", "消息医京新闻"}, std::pair{"Zürich", "Zörich"},
                                      std::pair{"é", "è"}, std::pair{"🚀🚀", "🚀🚁"}, std::pair{"a\nb\x1b", "a\nc\x1b"}})
        for (std::size_t columns = 1; columns < 20; ++columns) {
            auto change = change_between(before, now, columns);
            ASSERT_TRUE(change);
            for (const std::string& side : {change->before, change->now}) {
                EXPECT_TRUE(is_valid_utf8(side)) << side;
                EXPECT_LE(count_columns(side), columns) << side;
                EXPECT_EQ(side.find('\n'), side.npos);
            }
        }
}

TEST(TextChange, IsFastForLongTexts) {
    std::string a(1 << 20, 'a'), b = a;
    b.back() = 'b';
    auto change = change_between(a, b, 80);
    EXPECT_LE(count_columns(change->now), 80u);
}

}  // namespace
}  // namespace newsbus::cli
