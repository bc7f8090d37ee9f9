#include "extract/words/byline.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

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

TEST(Byline, GivesTheNamesBehindALabelAmidALine) {
    EXPECT_EQ(labelled_names("By Ada Quill"), "Ada Quill");
    EXPECT_EQ(labelled_names("5 May 2024 Source: Courier Author: Ada Quill Print: A4"), "Ada Quill");
    EXPECT_EQ(labelled_names("2024年5月3日 来源：海湾日报 作者：林晓 字号："), "林晓");
    EXPECT_EQ(labelled_names("文・佐野遥"), "佐野遥");
    EXPECT_EQ(labelled_names("लेखक: अनिता शर्मा"), "अनिता शर्मा");
    EXPECT_EQ(labelled_names("Edited by: अनिता शर्मा"), "अनिता शर्मा");
    EXPECT_EQ(labelled_names("porLucía Pluma"), "Lucía Pluma");
    EXPECT_EQ(labelled_names("Stand by for news"), "");
    EXPECT_EQ(labelled_names("Ada Quill"), "");
}

TEST(Byline, KnowsReportersOfEastAsia) {
    using Views = std::vector<std::string_view>;
    EXPECT_EQ(reporters("김서연 기자"), Views{"김서연"});
    EXPECT_EQ(reporters("[해안일보 김서연·박민준 기자] quill@ledger.example"), (Views{"김서연", "박민준"}));
    EXPECT_EQ(reporters("이스트미어=김서연 특파원"), Views{"김서연"});
    EXPECT_EQ(reporters("佐野遥記者"), Views{"佐野遥"});
    EXPECT_EQ(reporters("（記者林曉／台北報導）"), Views{"林曉"});
    EXPECT_EQ(reporters("本报记者 林晓、王芳"), (Views{"林晓", "王芳"}));
    for (std::string_view line : {"사진=김서연 기자", "新华社记者", "디지털뉴스 기자", "记者从市政府获悉", "Ada Quill"})
        EXPECT_EQ(reporters(line), Views{}) << line;
}

}  // namespace
}  // namespace newsbus::extract
