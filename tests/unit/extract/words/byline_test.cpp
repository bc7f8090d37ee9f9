#include "extract/words/byline.h"

#include <gtest/gtest.h>

namespace newsbus::extract {
namespace {

using Names = std::vector<std::string>;

Names behind_label(std::string_view line) {
    std::size_t by = behind_by(line);
    return by == std::string_view::npos ? Names{} : signers(line.substr(by));
}

TEST(Byline, NamesPeopleInManyLanguages) {
    EXPECT_EQ(behind_label("By Sara HOLM and Tom Barge"), (Names{"Sara HOLM", "Tom Barge"}));
    EXPECT_EQ(behind_label("Von Ada Federkiel"), (Names{"Ada Federkiel"}));
    EXPECT_EQ(behind_label("Geschrieben von Ada van der Feder"), (Names{"Ada van der Feder"}));
    EXPECT_EQ(behind_label("Por Ada Pluma y Juan Tinta"), (Names{"Ada Pluma", "Juan Tinta"}));
    EXPECT_EQ(behind_label("December 10, 2021 by Ada Quill"), (Names{"Ada Quill"}));
}

TEST(Byline, LeavesOutWhatPeopleAreAndWhereTheyAre) {
    EXPECT_EQ(behind_label("By Ada Quill, Senior Correspondent"), (Names{"Ada Quill"}));
    EXPECT_EQ(behind_label("By Ada Quill | The Harbour Ledger"), (Names{"Ada Quill"}));
    EXPECT_EQ(behind_label("By Ada Quill in Lindmouth"), (Names{"Ada Quill"}));
    EXPECT_EQ(behind_label("Written by Ada Quill @adaquill"), (Names{"Ada Quill"}));
}

TEST(Byline, OfAnAgencyOrOfNobodyNamesNoOne) {
    EXPECT_EQ(behind_label("By AFP"), Names{});
    EXPECT_EQ(behind_label("By the time it rained"), Names{});
    EXPECT_EQ(behind_label("Ada Quill"), Names{});
}

}  // namespace
}  // namespace newsbus::extract
