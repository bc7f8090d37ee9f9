#include "text/agencies.h"

#include <gtest/gtest.h>

#include <utility>

namespace newsbus::text {
namespace {

std::string code(std::string_view line) {
    auto agency = agency_line(line);
    return agency ? agency->code : "none";
}

TEST(Agencies, AreReadWithAndWithoutLabels) {
    EXPECT_EQ(code("AFP"), "AFP");
    EXPECT_EQ(code("By AFP"), "AFP");
    EXPECT_EQ(code("Source: Reuters"), "Reuters");
    EXPECT_EQ(code("Quelle: dpa"), "dpa");
    EXPECT_EQ(code("(PTI)"), "PTI");
    EXPECT_EQ(code("Associated Press"), "AP");
    EXPECT_EQ(agency_line("afp")->name, "Agence France-Presse");
}

TEST(Agencies, HaveTheCodesThatTheyWriteThemselves) {
    const std::pair<const char*, const char*> cases[] = {
        {"afp", "AFP"},
        {"The Associated Press", "AP"},
        {"DPA", "dpa"},
        {"Deutsche Presse-Agentur", "dpa"},
        {"Thomson Reuters", "Reuters"},
        {"Agenzia ANSA", "ANSA"},
        {"Agencia EFE", "EFE"},
        {"Efe", "EFE"},
        {"ITAR-TASS", "TASS"},
        {"ТАСС", "TASS"},
        {"РИА Новости", "RIA Novosti"},
        {"Укрінформ", "Ukrinform"},
        {"БЕЛТА", "BelTA"},
        {"epd", "epd"},
        {"KNA", "KNA"},
        {"APA", "APA"},
        {"SDA", "Keystone-SDA"},
        {"Europa Press", "Europa Press"},
        {"Belga", "Belga"},
        {"ANP", "ANP"},
        {"ČTK", "ČTK"},
        {"CTK", "ČTK"},
        {"Tidningarnas Telegrambyrå", "TT"},
        {"Ritzau", "Ritzau"},
        {"Anadolu Ajansı", "AA"},
        {"新华社", "Xinhua"},
        {"共同通信", "Kyodo"},
        {"연합뉴스", "Yonhap"},
        {"中央社", "CNA"},
        {"PTI", "PTI"},
        {"Bernama", "BERNAMA"},
        {"Canadian Press", "CP"},
        {"Dow Jones Newswires", "Dow Jones"},
        {"Télam", "Télam"},
        {"Agência Brasil", "Agência Brasil"},
        {"UPI", "UPI"},
    };
    for (const auto& [written, own] : cases) EXPECT_EQ(code(written), own) << written;
}

TEST(Agencies, OfSeveralTheFirstCounts) {
    EXPECT_EQ(code("AFP and Reuters"), "AFP");
    EXPECT_EQ(code("Agencies, Xinhua"), "Xinhua");
}

TEST(Agencies, OthersThanAgenciesAreNone) {
    EXPECT_EQ(code("Courier and agencies"), "none");
    EXPECT_EQ(code("Reuters reported on Monday"), "none");
    EXPECT_EQ(code("By Ada Quill"), "none");
    EXPECT_EQ(code(""), "none");
}

TEST(Agencies, ThatAnAbbreviationOfAnotherWordNamesIsWrittenInCapitals) {
    EXPECT_EQ(code("MAP"), "MAP");
    EXPECT_EQ(code("Map"), "none");
}

TEST(Agencies, UnnamedOnesHaveNoName) {
    ASSERT_TRUE(agency_line("News agencies"));
    EXPECT_EQ(agency_line("News agencies")->name, "");
}

TEST(Agencies, StandInDatelinesAndSignatures) {
    EXPECT_EQ(agency_beside("LINDMOUTH, May 3 (AFP) - The ferry sails.")->code, "AFP");
    EXPECT_EQ(agency_beside("LINDMOUTH (Reuters) \xE2\x80\x93 The ferry sails.")->code, "Reuters");
    EXPECT_EQ(agency_beside("The ferry sails again. (Xinhua)")->code, "Xinhua");
    EXPECT_FALSE(agency_beside("The ferry (AFP says) sails."));
    EXPECT_FALSE(agency_beside("The ferry sails. (Photo: AFP)"));
    EXPECT_FALSE(agency_beside("The agency (AFP) has moved."));
    EXPECT_FALSE(agency_beside(""));
}

}  // namespace
}  // namespace newsbus::text
