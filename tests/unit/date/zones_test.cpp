#include "date/date.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus {
namespace {

struct Case {
    std::string_view zone;
    std::string_view utc;  // of 6 May 2024, 07:08:09; its day alone when the time is not told
};

std::string shown(const std::optional<ParsedDate>& date) {
    if (!date) return "nothing";
    std::string time = format_rfc3339(date->time);
    return date->precision == DatePrecision::day ? time.substr(0, 10) : time;
}

std::string in_may(std::string_view zone, const DateContext& context = {}) {
    return shown(parse_date("Mon, 06 May 2024 07:08:09 " + std::string(zone), context));
}

TEST(DateZones, KnowsTheAbbreviationsThatFeedsPrint) {
    constexpr Case cases[] = {
        {"Z", "2024-05-06T07:08:09Z"},      {"UT", "2024-05-06T07:08:09Z"},   {"Zulu", "2024-05-06T07:08:09Z"},
        {"CETDST", "2024-05-06T05:08:09Z"}, {"WEST", "2024-05-06T06:08:09Z"}, {"CEST", "2024-05-06T05:08:09Z"},
        {"MESZ", "2024-05-06T05:08:09Z"},   {"EEST", "2024-05-06T04:08:09Z"}, {"MSK", "2024-05-06T04:08:09Z"},
        {"TRT", "2024-05-06T04:08:09Z"},    {"SAST", "2024-05-06T05:08:09Z"}, {"EAT", "2024-05-06T04:08:09Z"},
        {"PKT", "2024-05-06T02:08:09Z"},    {"NPT", "2024-05-06T01:23:09Z"},  {"MMT", "2024-05-06T00:38:09Z"},
        {"ICT", "2024-05-06T00:08:09Z"},    {"WIB", "2024-05-06T00:08:09Z"},  {"WITA", "2024-05-05T23:08:09Z"},
        {"PHT", "2024-05-05T23:08:09Z"},    {"HKT", "2024-05-05T23:08:09Z"},  {"WIT", "2024-05-05T22:08:09Z"},
        {"KST", "2024-05-05T22:08:09Z"},    {"ACST", "2024-05-05T21:38:09Z"}, {"NZDT", "2024-05-05T18:08:09Z"},
        {"CHADT", "2024-05-05T17:23:09Z"},  {"CLT", "2024-05-06T11:08:09Z"},  {"CLST", "2024-05-06T10:08:09Z"},
        {"ART", "2024-05-06T10:08:09Z"},    {"BRT", "2024-05-06T10:08:09Z"},  {"BRST", "2024-05-06T09:08:09Z"},
        {"COT", "2024-05-06T12:08:09Z"},    {"PET", "2024-05-06T12:08:09Z"},  {"VET", "2024-05-06T11:08:09Z"},
        {"UYT", "2024-05-06T10:08:09Z"},    {"BOT", "2024-05-06T11:08:09Z"},  {"HAE", "2024-05-06T11:08:09Z"},
        {"NDT", "2024-05-06T09:38:09Z"},    {"AKDT", "2024-05-06T15:08:09Z"}, {"HST", "2024-05-06T17:08:09Z"},
        {"(CET)", "2024-05-06T06:08:09Z"},  {"МСК", "2024-05-06T04:08:09Z"},
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.zone);
        EXPECT_EQ(in_may(one.zone), one.utc);
    }
}

TEST(DateZones, ReadsOffsetsInTheirManyForms) {
    constexpr Case cases[] = {
        {"+0530", "2024-05-06T01:38:09Z"},          {"+05:30", "2024-05-06T01:38:09Z"},
        {"+530", "2024-05-06T01:38:09Z"},           {"+5", "2024-05-06T02:08:09Z"},
        {"GMT+2", "2024-05-06T05:08:09Z"},          {"GMT+05:30", "2024-05-06T01:38:09Z"},
        {"UTC +03:00", "2024-05-06T04:08:09Z"},     {"UTC+5.5", "2024-05-06T01:38:09Z"},
        {"(GMT+2)", "2024-05-06T05:08:09Z"},        {"[UTC-3]", "2024-05-06T10:08:09Z"},
        {"UTC/GMT +3", "2024-05-06T04:08:09Z"},     {"+ 0530", "2024-05-06T01:38:09Z"},
        {"GMT-0500 (EST)", "2024-05-06T12:08:09Z"}, {"+0000 UTC", "2024-05-06T07:08:09Z"},
        {"+05 30", "2024-05-06T01:38:09Z"},         {"-03 30", "2024-05-06T10:38:09Z"},
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.zone);
        EXPECT_EQ(in_may(one.zone), one.utc);
    }
}

TEST(DateZones, ReadsLongNames) {
    constexpr Case cases[] = {
        {"Eastern Daylight Time", "2024-05-06T11:08:09Z"},
        {"Eastern Standard Time", "2024-05-06T12:08:09Z"},
        {"(Eastern Time)", "2024-05-06T11:08:09Z"},
        {"Central European Summer Time", "2024-05-06T05:08:09Z"},
        {"Central European Standard Time", "2024-05-06T06:08:09Z"},
        {"Moscow Standard Time", "2024-05-06T04:08:09Z"},
        {"India Standard Time", "2024-05-06T01:38:09Z"},
        {"British Summer Time", "2024-05-06T06:08:09Z"},
        {"Irish Standard Time", "2024-05-06T06:08:09Z"},
        {"Greenwich Mean Time", "2024-05-06T07:08:09Z"},
        {"Coordinated Universal Time", "2024-05-06T07:08:09Z"},
        {"Australian Eastern Standard Time", "2024-05-05T21:08:09Z"},
        {"Hawaii-Aleutian Standard Time", "2024-05-06T17:08:09Z"},
        {"W. Europe Standard Time", "2024-05-06T06:08:09Z"},
        {"Beijing time", "2024-05-05T23:08:09Z"},
        {"(horário de Brasília)", "2024-05-06T10:08:09Z"},
        {"heure de Paris", "2024-05-06T05:08:09Z"},
        {"heure d'été d'Europe centrale", "2024-05-06T05:08:09Z"},
        {"(Mitteleuropäische Sommerzeit)", "2024-05-06T05:08:09Z"},
        {"по московскому времени", "2024-05-06T04:08:09Z"},
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.zone);
        EXPECT_EQ(in_may(one.zone), one.utc);
    }
    EXPECT_EQ(shown(parse_date("北京时间 2024年5月6日 07:08")), "2024-05-05T23:08:00Z");
}

TEST(DateZones, TakesTheSeasonFromTheDateWhereTheNameHasNone) {
    for (auto [zone, winter, summer] : {std::tuple{"ET", "2024-01-08T12:08:09Z", "2024-05-06T11:08:09Z"},
                                        std::tuple{"CT", "2024-01-08T13:08:09Z", "2024-05-06T12:08:09Z"},
                                        std::tuple{"MT", "2024-01-08T14:08:09Z", "2024-05-06T13:08:09Z"},
                                        std::tuple{"PT", "2024-01-08T15:08:09Z", "2024-05-06T14:08:09Z"},
                                        std::tuple{"EST5EDT", "2024-01-08T12:08:09Z", "2024-05-06T11:08:09Z"},
                                        std::tuple{"US/Eastern", "2024-01-08T12:08:09Z", "2024-05-06T11:08:09Z"},
                                        std::tuple{"London time", "2024-01-08T07:08:09Z", "2024-05-06T06:08:09Z"}}) {
        SCOPED_TRACE(zone);
        EXPECT_EQ(shown(parse_date("Mon, 08 Jan 2024 07:08:09 " + std::string(zone))), winter);
        EXPECT_EQ(in_may(zone), summer);
    }
}

TEST(DateZones, KnowsWhenANameChangedItsMeaning) {
    EXPECT_EQ(shown(parse_date("10 May 2005 12:00:00 VET")), "2005-05-10T16:00:00Z");
    EXPECT_EQ(shown(parse_date("10 May 2010 12:00:00 VET")), "2010-05-10T16:30:00Z");
    EXPECT_EQ(shown(parse_date("10 May 2020 12:00:00 VET")), "2020-05-10T16:00:00Z");
    EXPECT_EQ(shown(parse_date("10 May 2013 12:00:00 MSK")), "2013-05-10T08:00:00Z");
    EXPECT_EQ(shown(parse_date("10 May 2020 12:00:00 MSK")), "2020-05-10T09:00:00Z");
}

TEST(DateZones, KeepsTheDayOnlyWhenNobodyKnowsTheZone) {
    for (std::string_view zone : {"XYZ", "(XYZ)", "Middle/Earth", "local time", "hora local", "Bhutan Time",
                                  "Narnia Standard Time", "CET/CEST", "A", "MSK+2", "HT", "BT", "QWERTY"}) {
        SCOPED_TRACE(zone);
        EXPECT_EQ(in_may(zone), "2024-05-06");
    }
    EXPECT_EQ(shown(parse_date("2024-05-06 23:08:09 XYZ")), "2024-05-06");
    EXPECT_EQ(shown(parse_date("Tue Mar 10 23:09:10 XYZ 2020")), "2020-03-10");
}

TEST(DateZones, TellsNamesOfSeveralZonesByCountryThenLanguage) {
    struct Shared {
        std::string_view zone, language, host, utc;
    };
    constexpr Shared cases[] = {
        {"IST", "", "", "2024-05-06T01:38:09Z"},
        {"IST", "hi", "example.com", "2024-05-06T01:38:09Z"},
        {"IST", "he", "example.com", "2024-05-06T05:08:09Z"},
        {"IST", "en", "news.example.co.il", "2024-05-06T05:08:09Z"},
        {"IST", "en-IE", "example.com", "2024-05-06T06:08:09Z"},
        {"IST", "en-US", "example.ie", "2024-05-06T06:08:09Z"},
        {"CST", "en", "example.com", "2024-05-06T13:08:09Z"},
        {"CST", "zh-CN", "example.com", "2024-05-05T23:08:09Z"},
        {"CST", "es", "example.cu", "2024-05-06T12:08:09Z"},
        {"CST", "en", "example.com.au", "2024-05-05T21:38:09Z"},
        {"EST", "en-US", "example.com", "2024-05-06T12:08:09Z"},
        {"EST", "en", "example.com.au", "2024-05-05T21:08:09Z"},
        {"ET", "en-AU", "example.com", "2024-05-05T21:08:09Z"},
        {"BST", "en-GB", "example.co.uk", "2024-05-06T06:08:09Z"},
        {"BST", "bn", "example.com", "2024-05-06T01:08:09Z"},
        {"BST", "en", "example.com.bd", "2024-05-06T01:08:09Z"},
        {"AST", "ar", "example.com", "2024-05-06T04:08:09Z"},
        {"AST", "en", "example.ca", "2024-05-06T11:08:09Z"},
        {"AST", "en", "example.com", "2024-05-06"},
        {"AMT", "pt-BR", "example.com", "2024-05-06T11:08:09Z"},
        {"AMT", "hy", "example.com", "2024-05-06T03:08:09Z"},
        {"AMT", "en", "example.com", "2024-05-06"},
        {"ECT", "es", "example.ec", "2024-05-06T12:08:09Z"},
        {"ECT", "", "", "2024-05-06"},
        {"GST", "en", "example.ae", "2024-05-06T03:08:09Z"},
        {"PST", "en", "example.ph", "2024-05-05T23:08:09Z"},
        {"PST", "en", "example.com", "2024-05-06T15:08:09Z"},
    };
    for (const Shared& one : cases) {
        SCOPED_TRACE(std::string(one.zone) + " " + std::string(one.language) + " " + std::string(one.host));
        EXPECT_EQ(in_may(one.zone, {one.language, one.host}), one.utc);
    }
    // "EST" was printed in Australia's summer as well, for an hour more.
    EXPECT_EQ(shown(parse_date("Mon, 08 Jan 2024 07:08:09 EST", {"en", "example.com.au"})), "2024-01-08");
}

TEST(DateZones, BelongToTheClockInFrontOfThem) {
    EXPECT_EQ(shown(parse_date("2024-05-06 07:08 ET (11:08 GMT)")), "2024-05-06T11:08:00Z");
    EXPECT_EQ(shown(parse_date("2024-05-06 07:08 PT / 10:08 ET")), "2024-05-06T14:08:00Z");
    EXPECT_EQ(shown(parse_date("2024-05-06 07:08 EDT (11:08 GMT)")), "2024-05-06T11:08:00Z");
    EXPECT_EQ(shown(parse_date("7:08 p.m. et, May 6, 2024")), "2024-05-06T23:08:00Z");
    EXPECT_EQ(shown(parse_date("7:08 pm at London, May 6, 2024")), "2024-05-06T19:08:00Z");
    EXPECT_EQ(shown(parse_date("2024-05-06 07:08 ET MONDAY")), "2024-05-06");
    EXPECT_EQ(shown(parse_date("6. Mai 2024 7:08 Uhr MESZ")), "2024-05-06T05:08:00Z");
    EXPECT_EQ(shown(parse_date("6 May 2024 UTC+02:00 7:08")), "2024-05-06");
}

TEST(DateZones, TakesWordsOfALanguageForNoZone) {
    EXPECT_EQ(shown(parse_date("10:30 at 6 May 2024")), "2024-05-06T10:30:00Z");
    EXPECT_EQ(shown(parse_date("6 mai 2024 à 10:30 et mis à jour")), "2024-05-06T10:30:00Z");
    EXPECT_EQ(shown(parse_date("6 May 2024 10:30 by John Smith")), "2024-05-06T10:30:00Z");
    EXPECT_EQ(shown(parse_date("6 May 2024 10:30 est")), "2024-05-06T15:30:00Z");
    EXPECT_EQ(shown(parse_date("6 May 2024, 10:30 a.m., ET")), "2024-05-06T14:30:00Z");
    EXPECT_EQ(shown(parse_date("6. Mai 2024 10:30 UHR")), "2024-05-06T10:30:00Z");
}

}  // namespace
}  // namespace newsbus
