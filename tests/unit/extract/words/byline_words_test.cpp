#include "extract/words/byline_words.h"

#include "base/tsv.h"
#include "text/letters.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

std::string_view behind_label(std::string_view text) {
    return text.substr(by_label_size(text));
}

TEST(BylineWords, FindTheNameBehindALabelInManyLanguages) {
    for (std::string_view text : {"By Ada Quill", "BY: Ada Quill", "Written by\u00A0Ada Quill", "Von Ada Quill",
                                  "Ein Gastbeitrag von Ada Quill", "Author: Ada Quill", "Text / Ada Quill",
                                  "Escrito por Ada Quill", "Автор: Ada Quill", "記者：Ada Quill", "文／Ada Quill",
                                  "بقلم Ada Quill", "Tác giả: Ada Quill", "Szerző: Ada Quill"})
        EXPECT_EQ(behind_label(text), "Ada Quill") << text;
}

TEST(BylineWords, KnowLabelsThatAreGluedToTheName) {
    EXPECT_EQ(behind_label("ByAda Quill"), "Ada Quill");
    EXPECT_EQ(behind_label("AuthorAda Quill"), "Ada Quill");
    EXPECT_EQ(by_label_size("Byron Quill"), 0u);
    EXPECT_EQ(by_label_size("Textor Quill"), 0u);
}

TEST(BylineWords, AskForAColonBehindWordsThatMeanOtherThings) {
    EXPECT_EQ(by_label_size("Text messages rise"), 0u);
    EXPECT_EQ(by_label_size("Author Ada Quill"), 0u);
    EXPECT_EQ(by_label_size("By"), 0u);
}

TEST(BylineWords, TellALabelThatStandsAlone) {
    for (std::string_view text : {"By", "Autor:", "Written by ", "文："}) EXPECT_TRUE(is_by_label(text)) << text;
    for (std::string_view text : {"By Ada", "", "Bye", "Harbour"}) EXPECT_FALSE(is_by_label(text)) << text;
}

TEST(BylineWords, LeaveTheNameAlone) {
    for (std::string_view text : {"Ada Quill Staff Writer", "Ada Quill, Senior Editor", "Ada Quill Alle Artikel",
                                  "Ada Quill on", "Ada Quill Chefredakteurin", "Ada Quill"})
        EXPECT_EQ(name_alone(text), "Ada Quill") << text;
    EXPECT_EQ(name_alone("박준석 기자"), "박준석");
    EXPECT_EQ(name_alone("Staff"), "Staff");
}

TEST(BylineWords, KnowWhatIsNobody) {
    for (std::string_view text : {"Redaktion", "admin", "Staff Writer", "by", "SEE ALL"})
        EXPECT_TRUE(names_nobody(text)) << text;
    EXPECT_FALSE(names_nobody("Ada Quill"));
}

TEST(BylineWords, StandInTheTableOnceInLowerCase) {
    const std::set<std::string_view> kinds = {"by", "colon", "role", "after", "nobody"};
    constexpr std::array<std::string_view, 3> columns = {"kind", "language", "phrase"};
    std::set<std::pair<std::string, std::string>> met;
    auto read = read_tsv(NEWSBUS_TEST_DIR "/../plugins/data/bylines.tsv", columns,
                         [&](std::span<const std::string_view> cells) {
                             EXPECT_TRUE(met.emplace(cells[0], cells[2]).second) << cells[0] << " " << cells[2];
                             EXPECT_EQ(text::lower_case(cells[2]), cells[2]);
                             EXPECT_TRUE(kinds.contains(cells[0])) << cells[0];
                             return Result<void>();
                         });
    EXPECT_TRUE(read) << read.error().what;
}

}  // namespace
}  // namespace newsbus::extract
