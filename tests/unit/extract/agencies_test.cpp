#include "extract/agencies.h"

#include <gtest/gtest.h>

namespace newsbus::extract {
namespace {

std::string code(std::string_view line) {
    auto agency = agency_line(line);
    return agency ? agency->code : "none";
}

TEST(Agencies, AreReadWithAndWithoutLabels) {
    EXPECT_EQ(code("AFP"), "afp");
    EXPECT_EQ(code("By AFP"), "afp");
    EXPECT_EQ(code("Source: Reuters"), "reuters");
    EXPECT_EQ(code("Quelle: dpa"), "dpa");
    EXPECT_EQ(code("(PTI)"), "pti");
    EXPECT_EQ(code("Associated Press"), "ap");
    EXPECT_EQ(agency_line("afp")->name, "Agence France-Presse");
}

TEST(Agencies, OfSeveralTheFirstCounts) {
    EXPECT_EQ(code("AFP and Reuters"), "afp");
    EXPECT_EQ(code("Agencies, Xinhua"), "xinhua");
}

TEST(Agencies, OthersThanAgenciesAreNone) {
    EXPECT_EQ(code("Courier and agencies"), "none");
    EXPECT_EQ(code("Reuters reported on Monday"), "none");
    EXPECT_EQ(code("By Ada Quill"), "none");
    EXPECT_EQ(code(""), "none");
}

TEST(Agencies, ThatAnAbbreviationOfAnotherWordNamesIsWrittenInCapitals) {
    EXPECT_EQ(code("MAP"), "map");
    EXPECT_EQ(code("Map"), "none");
}

TEST(Agencies, UnnamedOnesHaveNoName) {
    ASSERT_TRUE(agency_line("News agencies"));
    EXPECT_EQ(agency_line("News agencies")->name, "");
}

TEST(Agencies, StandInDatelinesAndSignatures) {
    EXPECT_EQ(agency_beside("LINDMOUTH, May 3 (AFP) - The ferry sails.")->code, "afp");
    EXPECT_EQ(agency_beside("LINDMOUTH (Reuters) \xE2\x80\x93 The ferry sails.")->code, "reuters");
    EXPECT_EQ(agency_beside("The ferry sails again. (Xinhua)")->code, "xinhua");
    EXPECT_FALSE(agency_beside("The ferry (AFP says) sails."));
    EXPECT_FALSE(agency_beside("The ferry sails. (Photo: AFP)"));
    EXPECT_FALSE(agency_beside("The agency (AFP) has moved."));
    EXPECT_FALSE(agency_beside(""));
}

}  // namespace
}  // namespace newsbus::extract
