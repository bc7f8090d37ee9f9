#include "date/date.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

struct DateCase {
    std::string_view text;
    std::string_view utc;  // "" = not a date
    DatePrecision precision = DatePrecision::second;
};

constexpr auto day = DatePrecision::day;
constexpr auto minute = DatePrecision::minute;

constexpr DateCase cases[] = {
    // RFC 822 and 2822
    {"Tue, 10 Mar 2020 08:09:10 GMT", "2020-03-10T08:09:10Z"},
    {"10 Mar 20 08:09 +0200", "2020-03-10T06:09:00Z", minute},
    {"Tue, 10 Mar 2020 08:09:10 EST", "2020-03-10T13:09:10Z"},
    {"Tue, 10 Mar 2020 08:09:10 -0330 (Newfoundland)", "2020-03-10T11:39:10Z"},
    {"Wed, 10 Mar 2020 08:09:10 GMT", "2020-03-10T08:09:10Z"},  // it was a Tuesday
    {"Tue,10Mar2020 08:09:10 GMT", "2020-03-10T08:09:10Z"},
    {"Tuesday, 10-Mar-20 08:09:10 GMT", "2020-03-10T08:09:10Z"},
    {"10 Mar 68 00:00:01 GMT", "2068-03-10T00:00:01Z"},
    {"10 Mar 69 00:00:01 GMT", "1969-03-10T00:00:01Z"},
    // ISO 8601, RFC 3339, W3CDTF
    {"2020-03-10T08:09:10Z", "2020-03-10T08:09:10Z"},
    {"2020-03-10T08:09:10.25+01:00", "2020-03-10T07:09:10.250Z"},
    {"2020-03-10T08:09:10:125Z", "2020-03-10T08:09:10.125Z"},
    {"2020-03-10T08:09-0800", "2020-03-10T16:09:00Z", minute},
    {"2020-03-10", "2020-03-10T00:00:00Z", day},
    {"20200310T080910Z", "2020-03-10T08:09:10Z"},
    {"20200310T0809", "2020-03-10T08:09:00Z", minute},
    {"20200310", "2020-03-10T00:00:00Z", day},
    {"202003100809", "2020-03-10T08:09:00Z", minute},
    {"2020-070", "2020-03-10T00:00:00Z", day},
    {"200310", "2020-03-10T00:00:00Z", day},
    // asctime and date(1), in which the year comes last
    {"Tue Mar 10 08:09:10 2020", "2020-03-10T08:09:10Z"},
    {"Tue Mar 10 08:09:10 CET 2020", "2020-03-10T07:09:10Z"},
    {"Tue Mar 10 2020 08:09:10 GMT+0100 (Central European Standard Time)", "2020-03-10T07:09:10Z"},
    // zones
    {"10 Mar 2020 08:09:10 UTC+5", "2020-03-10T03:09:10Z"},
    {"10 Jul 2020 08:09:10 Europe/Berlin", "2020-07-10T06:09:10Z"},
    {"10 Jan 2020 08:09:10 Europe/Berlin", "2020-01-10T07:09:10Z"},
    {"10 Mar 2020 08:09:10 America/Argentina/Buenos_Aires", "2020-03-10T11:09:10Z"},
    // times of day
    {"March 10, 2020 12:05 am", "2020-03-10T00:05:00Z", minute},
    {"March 10, 2020, 8 p.m.", "2020-03-10T20:00:00Z", minute},
    {"10 mars 2020 à 20h05", "2020-03-10T20:05:00Z", minute},
    {"2020-12-31T24:00:00Z", "2021-01-01T00:00:00Z"},
    {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
    // numbers only
    {"3/14/2020", "2020-03-14T00:00:00Z", day},
    {"14/3/2020", "2020-03-14T00:00:00Z", day},
    {"4/4/2020", "2020-04-04T00:00:00Z", day},
    {"4.3.2020", "2020-03-04T00:00:00Z", day},
    {"31-05-24", "2024-05-31T00:00:00Z", day},
    {"95-05-24", "1995-05-24T00:00:00Z", day},
    {"05-05-05", "2005-05-05T00:00:00Z", day},
    {"04-03-2020 10:00", "2020-03-04T10:00:00Z", minute},
    {"1583827750", "2020-03-10T08:09:10Z"},
    {"1583827750123", "2020-03-10T08:09:10.123Z"},
    // other languages
    {"10. März 2020", "2020-03-10T00:00:00Z", day},
    {"mar. 10 mars 2020 08:09", "2020-03-10T08:09:00Z", minute},
    {"mar, 18 jul 2020", "2020-07-18T00:00:00Z", day},
    {"10 de agosto de 2020", "2020-08-10T00:00:00Z", day},
    {"10 sierpnia 2020", "2020-08-10T00:00:00Z", day},
    {"10 srpna 2020", "2020-08-10T00:00:00Z", day},
    {"10 Ağustos 2020", "2020-08-10T00:00:00Z", day},
    {"2020. augusztus 10.", "2020-08-10T00:00:00Z", day},
    {"10. elokuuta 2020", "2020-08-10T00:00:00Z", day},
    {"Пн, 10 авг. 2020 г., 08:09", "2020-08-10T08:09:00Z", minute},
    {"10 серпня 2020", "2020-08-10T00:00:00Z", day},
    {"10 Αυγούστου 2020", "2020-08-10T00:00:00Z", day},
    {"١٠ أغسطس ٢٠٢٠", "2020-08-10T00:00:00Z", day},
    {"10 באוגוסט 2020", "2020-08-10T00:00:00Z", day},
    {"10 अगस्त 2020", "2020-08-10T00:00:00Z", day},
    {"Di, 10 Mrz 2020 08:09:10 +0100", "2020-03-10T07:09:10Z"},
    {"4 čvc 2024", "2024-07-04T00:00:00Z", day},
    {"4 čvn 2024", "2024-06-04T00:00:00Z", day},
    {"6 أيار 2024 19:08", "2024-05-06T19:08:00Z", minute},
    {"6 كانون الثاني 2024", "2024-01-06T00:00:00Z", day},
    {"6 تشرين الأول 2024", "2024-10-06T00:00:00Z", day},
    {"6 أيار/مايو 2024", "2024-05-06T00:00:00Z", day},
    {"6 พฤษภาคม 2567 19:08 น.", "2024-05-06T19:08:00Z", minute},
    {"6 มี.ค. 67", "2024-03-06T00:00:00Z", day},
    {"6 ม.ค. 2024", "2024-01-06T00:00:00Z", day},
    {"6 tháng 5, 2024", "2024-05-06T00:00:00Z", day},
    {"ngày 6 tháng 5 năm 2024", "2024-05-06T00:00:00Z", day},
    {"6 Tháng Mười Hai, 2024", "2024-12-06T00:00:00Z", day},
    {"Th5 6, 2024", "2024-05-06T00:00:00Z", day},
    {"6 مئی 2024", "2024-05-06T00:00:00Z", day},
    {"৬ মে ২০২৪", "2024-05-06T00:00:00Z", day},
    {"৬ জানুয়ারি ২০২৪", "2024-01-06T00:00:00Z", day},
    {"2020年8月10日 下午8:05", "2020-08-10T20:05:00Z", minute},
    {"2020年8月10日20時05分", "2020-08-10T20:05:00Z", minute},
    {"2020년 8월 10일 오후 8:05", "2020-08-10T20:05:00Z", minute},
    {"令和6年8月10日", "2024-08-10T00:00:00Z", day},
    {"令和元年八月十日", "2019-08-10T00:00:00Z", day},
    {"平成三十一年四月三十日", "2019-04-30T00:00:00Z", day},
    {"二〇二四年十二月二十一日", "2024-12-21T00:00:00Z", day},
    {"中華民國一百一十三年八月十日", "2024-08-10T00:00:00Z", day},
    {"二〇二四年十三月一日", ""},
    {"۲۰ مرداد ۱۴۰۳", "2024-08-10T00:00:00Z", day},
    {"شنبه ۲۰ مرداد ۱۴۰۳ - ۰۸:۰۹", "2024-08-10T08:09:00Z", minute},
    {"۱۴۰۳/۰۵/۲۰", "2024-08-10T00:00:00Z", day},
    {"۳۰ اسفند ۱۴۰۳", "2025-03-20T00:00:00Z", day},
    {"۳۰ اسفند ۱۴۰۲", ""},  // no leap year
    {"۳۱ مهر ۱۴۰۳", ""},
    {"1403/05/20", ""},  // of no known calendar
    {"10 tamyz 2024", ""},
    {"10 тамыз 2024", "2024-08-10T00:00:00Z", day},
    {"Agosto 10, 2024", "2024-08-10T00:00:00Z", day},
    {"Hulyo 10, 2024", "2024-07-10T00:00:00Z", day},
    {"10 ኦገስት 2024", "2024-08-10T00:00:00Z", day},
    {"2024ko abuztuaren 10a", "2024-08-10T00:00:00Z", day},
    {"lun, 25 dic 2023 13:00:59 +0000", "2023-12-25T13:00:59Z"},
    {"2024. gada 10. augusts", "2024-08-10T00:00:00Z", day},
    {"2024 оны 8 сарын 10", "2024-08-10T00:00:00Z", day},
    // words around it
    {"Published: 10th August 2020 at 08:09", "2020-08-10T08:09:00Z", minute},
    {"Updated 10:30 GMT, 10 August 2020", "2020-08-10T10:30:00Z", minute},
    {"3 days ago, 14 May 2020", "2020-05-14T00:00:00Z", day},
    {"10 ago 2020", "2020-08-10T00:00:00Z", day},
    {" \n 2020-08-10 \t", "2020-08-10T00:00:00Z", day},
    // not dates, and nothing may be made of them
    {"", ""},
    {"soon", ""},
    {"08:09", ""},
    {"August 2020", ""},
    {"10 August", ""},
    {"2020", ""},
    {"4/3/2020", ""},  // of March or of April
    {"1 month ago 26", ""},
    {"30 Feb 2020 10:00:00 GMT", ""},
    {"29 Feb 2019", ""},
    {"2020-13-01", ""},
    {"2020-00-10", ""},
    {"2020-08-10T25:00:00Z", ""},
    {"2020-08-10T10:61:00Z", ""},
    {"2020-08-10T10:59:00:12Z", ""},
    {"2020-08-10T10:00:00+zz:00", ""},
    {"2020-08-10T10:00:00+99:00", ""},
    {"2019-366", ""},
    {"10 lapkr 20200", ""},
    {"10 ma 2020", ""},
    {"10 cer 2020", ""},  // June or July, in Czech
    {"06 lip 2024", ""},  // June in Croatian, July in Polish
    {"06 srp 2024", ""},
    {"6. listopada 2024.", ""},
    {"03-04-05", ""},
    {"1970-01-01T00:00:00+02:00", ""},
    {"0000-00-00 00:00:00", ""},
    {"0001-01-01T00:00:00Z", ""},
    {"1970-01-01T00:00:00Z", ""},
    {"Thu, 01 Jan 1970 00:00:00 GMT", ""},
    {"-0001-11-30T00:00:00+00:00", ""},
    {"99999999999999999999999999", ""},
    {"\xff\xfe\xfd", ""},
};

TEST(Date, ReadsWhatPublishersWrite) {
    for (const DateCase& date : cases) {
        SCOPED_TRACE(date.text);
        auto parsed = parse_date(date.text);
        EXPECT_EQ(parsed ? format_rfc3339(parsed->time) : "", date.utc);
        EXPECT_EQ(parsed ? parsed->precision : date.precision, date.precision);
    }
}

/// A blank in front keeps a text from being read the short way.
TEST(Date, ReadsPlainFormsAsItReadsAllOthers) {
    for (std::string_view text : {"Tue, 10 Mar 2020 08:09:10 GMT",
                                  "Tue, 10 Mar 2020 08:09:10 UTC",
                                  "10 Mar 2020 08:09:10 +0130",
                                  "Sun, 1 Nov 2020 23:59:60 -1559",
                                  "Mon, 31 Dec 2040 24:00:00 GMT",
                                  "Mon, 31 Feb 2040 23:00:00 GMT",
                                  "Mon, 31 Dec 1899 23:00:00 GMT",
                                  "Fri, 10 Mar 2020 08:09:10 +1600",
                                  "Fri, 10 Mar 2020 08:09:10 +0160",
                                  "Sat, 010 Mar 2020 08:09:10 GMT",
                                  "Sat, 10 ar  2020 08:09:10 GMT",
                                  "on , 10 Mar 2020 08:09:10 GMT",
                                  "Thu, 01 Jan 1970 00:00:00 GMT",
                                  "Thu, 10 Mar 2020 08:09:10 GMT+1",
                                  "Thu, 10 Mar 2020 08:09:10 XYZ",
                                  "Thu, 10 Mar 2020 25:09:10 +0000",
                                  "2020-03-10T08:09:10Z",
                                  "2020-03-10T08:09:10",
                                  "2020-03-10 08:09:10",
                                  "2020-03-10T08:09:10.5Z",
                                  "2020-03-10T08:09:10.123456-07:30",
                                  "2020-03-10T08:09:10.Z",
                                  "2020-03-10T08:09:10+16:00",
                                  "2020-03-10T08:09:10+1:00",
                                  "2020-13-10T08:09:10Z",
                                  "2020-03-10T08:60:10Z",
                                  "1970-01-01T00:00:00Z",
                                  "2020-03-10T08:09:61Z",
                                  "2020-0.2",
                                  "2020-03-100T08:09:10Z",
                                  "20200-03-10T08:09:10Z",
                                  "2020-03-10T08:09:10ZZ"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parse_date(text), parse_date(" " + std::string(text)));
    }
}

TEST(Date, TellsMonthsOfOneNameByLanguageThenCountry) {
    struct Named {
        std::string_view text, language, host, utc;
    };
    constexpr Named named[] = {
        {"6. listopada 2024. 19:08", "hr", "", "2024-10-06T19:08:00Z"},
        {"06 lip 2024", "hr", "", "2024-06-06T00:00:00Z"},
        {"06 srp 2024", "hr-HR", "", "2024-07-06T00:00:00Z"},
        {"06 lis 2024", "bs", "", "2024-10-06T00:00:00Z"},
        {"06 lis 2024", "en", "news.example.hr", "2024-10-06T00:00:00Z"},
        {"6. lipnja 2024.", "hr", "", "2024-06-06T00:00:00Z"},
        {"6 listopada 2024", "pl", "", "2024-11-06T00:00:00Z"},
        {"6 listopada 2024", "", "", "2024-11-06T00:00:00Z"},
        {"6. listopadu 2024", "", "", "2024-11-06T00:00:00Z"},
        {"06 lip 2024", "pl", "", "2024-07-06T00:00:00Z"},
        {"06 srp 2024", "cs", "", "2024-08-06T00:00:00Z"},
        {"06 lis 2024", "", "example.pl", "2024-11-06T00:00:00Z"},
    };
    for (const Named& one : named) {
        SCOPED_TRACE(std::string(one.text) + " " + std::string(one.language) + " " + std::string(one.host));
        auto date = parse_date(one.text, {one.language, one.host});
        EXPECT_EQ(date ? format_rfc3339(date->time) : "", one.utc);
    }
}

TEST(Date, ReadsNumbersInTheOrderOfTheLanguageOrTheCountry) {
    struct Numbers {
        std::string_view language, host, utc;
    };
    constexpr std::string_view april = "2020-04-03T00:00:00Z", march = "2020-03-04T00:00:00Z";
    constexpr Numbers all[] = {
        {"", "", ""},
        {"en", "news.example.com", ""},
        {"en", "news.example.co.uk", march},
        {"en-US", "news.example.co.uk", march},  // what a program for pages writes by itself
        {"en-US", "news.example.com", april},
        {"en-US", "news.example.de", ""},
        {"en_GB", "", march},
        {"en-CA", "news.example.com", ""},
        {"en", "news.example.gov.", april},
        {"vi", "", march},
        {"pt-BR", "news.example.com", march},
        {"zh-TW", "", ""},
    };
    for (const Numbers& one : all) {
        SCOPED_TRACE(std::string(one.language) + " " + std::string(one.host));
        auto date = parse_date("4/3/2020", {one.language, one.host, true});
        EXPECT_EQ(date ? format_rfc3339(date->time) : "", one.utc);
    }
    EXPECT_FALSE(parse_date("4/3/2020", {"vi", "", false})) << "programs write feeds";
    EXPECT_TRUE(parse_date("1403/05/20", {"fa", ""}));
}

TEST(Date, SeesAYearInEveryScriptAndCalendar) {
    for (std::string_view text : {"3 May 2024", "12.5.1999", "५ मार्च २०२४", "৫ মার্চ ২০২৪", "٥ مارس ٢٠٢٤", "2567 มี.ค.",
                                  "๕ มีนาคม ๒๕๖๗", "۱۵ اسفند ۱۴۰۲", "令和6年3月5日", "民國113年", "二〇二四年三月"})
        EXPECT_TRUE(has_year(text)) << text;
    for (std::string_view text :
         {"", "3 hours ago", "20240503", "1500", "2567 pages", "1402", "+49 2024 0815", "三月五日"})
        EXPECT_EQ(has_year(text), text.starts_with('+')) << text;
}

TEST(Date, RefusesLongTexts) {
    EXPECT_TRUE(parse_date("2020-08-10" + std::string(100, ' ')));
    EXPECT_FALSE(parse_date("2020-08-10" + std::string(200, ' ')));
}

}  // namespace
}  // namespace newsbus
