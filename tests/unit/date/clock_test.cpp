#include "date/date.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus {
namespace {

struct Case {
    std::string_view text;
    std::string_view utc;  // its day alone when no time is told, "" for no date
};

std::string shown(const std::optional<ParsedDate>& date) {
    if (!date) return "";
    std::string time = format_rfc3339(date->time);
    return date->precision == DatePrecision::day ? time.substr(0, 10) : time;
}

template <std::size_t N>
void expect_all(const Case (&cases)[N]) {
    for (const Case& one : cases) {
        SCOPED_TRACE(one.text);
        EXPECT_EQ(shown(parse_date(one.text)), one.utc);
    }
}

TEST(DateClock, ReadsTimesWithDots) {
    constexpr Case cases[] = {
        {"May 6, 2024 7.08 pm IST", "2024-05-06T13:38:00Z"},
        {"6 May 2024, 10.45 am", "2024-05-06T10:45:00Z"},
        {"6 May 2024, 12.08 am", "2024-05-06T00:08:00Z"},
        {"6 May 2024 at 7.08pm", "2024-05-06T19:08:00Z"},
        {"06 Mei 2024 | 07.08 WIB", "2024-05-06T00:08:00Z"},
        {"07.08 WIB, 6 Mei 2024", "2024-05-06T00:08:00Z"},
        {"6.5.2024 klo 7.08", "2024-05-06T07:08:00Z"},
        {"6.5.2024 7.08", "2024-05-06T07:08:00Z"},
        {"6. maj 2024 kl. 19.08", "2024-05-06T19:08:00Z"},
        {"6. Mai 2024 um 19.08 Uhr", "2024-05-06T19:08:00Z"},
        {"6 мая 2024 г. 19.08", "2024-05-06T19:08:00Z"},
        {"6 May 2024, 19.08.09", "2024-05-06T19:08:09Z"},
        // decimals and numbers of versions
        {"version 2.10, 6 May 2024", "2024-05-06"},
        {"6 May 2024, 3.5 stars", "2024-05-06"},
        {"6 May 2024, 25.10", "2024-05-06"},
        {"6.5.2024", "2024-05-06"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsPartsOfTheDayInTheirSpellings) {
    constexpr Case cases[] = {
        {"6 May 2024 7:08 PM", "2024-05-06T19:08:00Z"},
        {"6 May 2024 7:08 p.m.", "2024-05-06T19:08:00Z"},
        {"6 may 2024, 7:08 p. m.", "2024-05-06T19:08:00Z"},
        {"6 May 2024 7:08p", "2024-05-06T19:08:00Z"},
        {"6 May 2024, 10.45 A. M.", "2024-05-06T10:45:00Z"},
        {"6 May 2024 at 7:08 in the evening", "2024-05-06T19:08:00Z"},
        {"6 de mayo de 2024, 7:08 de la tarde", "2024-05-06T19:08:00Z"},
        {"6 de maio de 2024, 7:08 da manhã", "2024-05-06T07:08:00Z"},
        {"6 Μαΐου 2024 7:08 μ.μ.", "2024-05-06T19:08:00Z"},
        {"6 مايو، 2024 7:08 م", "2024-05-06T19:08:00Z"},
        {"2024年5月6日 晚上7:08", "2024-05-06T19:08:00Z"},
        {"2024年5月6日 凌晨2:08", "2024-05-06T02:08:00Z"},
        {"2024年5月6日 中午12:08", "2024-05-06T12:08:00Z"},
        {"6 May 2024 13:08 PM", "2024-05-06T13:08:00Z"},
        {"6 May 2024 0:08 PM", "2024-05-06T12:08:00Z"},
        // a clock that contradicts itself
        {"6 May 2024 13:08 AM", "2024-05-06"},
        // German's preposition
        {"um 12:08 Uhr am 6. Mai 2024", "2024-05-06T12:08:00Z"},
        {"12:08 am 6. Mai 2024", "2024-05-06T12:08:00Z"},
        {"am 6. Mai 2024 um 12:08", "2024-05-06T12:08:00Z"},
        {"12:08 am Montag, 6. Mai 2024", "2024-05-06T12:08:00Z"},
        {"12:08 am 6 May 2024", "2024-05-06T00:08:00Z"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsNoonAndLeavesMidnightOpen) {
    constexpr Case cases[] = {
        {"noon, 6 May 2024", "2024-05-06T12:00:00Z"},
        {"6 May 2024, 12 noon", "2024-05-06T12:00:00Z"},
        {"6 May 2024, 12.00 noon", "2024-05-06T12:00:00Z"},
        {"6 May 2024, 12 am", "2024-05-06T00:00:00Z"},
        {"6 May 2024, 24:00", "2024-05-07T00:00:00Z"},
        {"6 May 2024, 00:00", "2024-05-06T00:00:00Z"},
        // of the day before or behind?
        {"6 May 2024, midnight", "2024-05-06"},
        {"6 May 2024, 12 midnight", "2024-05-06"},
        {"6 May 2024, 12:00 midnight", "2024-05-06"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsHoursWithTheirSign) {
    constexpr Case cases[] = {
        {"6 mai 2024 à 19h08", "2024-05-06T19:08:00Z"},   {"6 mai 2024, 19 h 08", "2024-05-06T19:08:00Z"},
        {"6 mai 2024 à 19h", "2024-05-06T19:00:00Z"},     {"6 de maio de 2024 às 19h08min", "2024-05-06T19:08:00Z"},
        {"6. Mai 2024, 19 Uhr", "2024-05-06T19:00:00Z"},  {"19 Uhr, 06. Mai 2024", "2024-05-06T19:00:00Z"},
        {"6 May 2024, 1908 hrs", "2024-05-06T19:08:00Z"}, {"3 hours ago, 6 May 2024", "2024-05-06"},
        {"3 дня назад, 14 мая 2020", "2020-05-14"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsFiguresWithoutZerosAndWithoutColons) {
    constexpr Case cases[] = {
        {"Mon, 06 May 2024 7:8:9 GMT", "2024-05-06T07:08:09Z"}, {"2024-05-06T7:08:09Z", "2024-05-06T07:08:09Z"},
        {"2024-05-06T070809Z", "2024-05-06T07:08:09Z"},         {"2024-05-06T0708", "2024-05-06T07:08:00Z"},
        {"6 May 2024 19：08", "2024-05-06T19:08:00Z"},          {"2024–05–06 07:08", "2024-05-06T07:08:00Z"},
    };
    expect_all(cases);
}

std::string read_in(std::string_view language, std::string_view text) {
    return shown(parse_date(text, {.language = language}));
}

TEST(DateClock, ReadsPartsOfTheDayInManyLanguages) {
    constexpr Case cases[] = {
        {"13. Mai 2024 um 7:08 Uhr nachmittags", "2024-05-13T19:08:00Z"},
        {"13. Mai 2024 um 7:08 Uhr abends", "2024-05-13T19:08:00Z"},
        {"13. Mai 2024 um 7:08 Uhr morgens", "2024-05-13T07:08:00Z"},
        {"abends um 7:08 Uhr, 13. Mai 2024", "2024-05-13T19:08:00Z"},
        {"13 mai 2024, 7:08 de l’après-midi", "2024-05-13T19:08:00Z"},
        {"13 mai 2024, 7:08 du soir", "2024-05-13T19:08:00Z"},
        {"2024. 05. 13. du. 7:08", "2024-05-13T19:08:00Z"},
        {"2024. 05. 13. de. 7:08", "2024-05-13T07:08:00Z"},
        {"13/05/2024 07:08 बजे शाम", "2024-05-13T19:08:00Z"},
        {"13/05/2024 शाम 07:08 बजे", "2024-05-13T19:08:00Z"},
        {"13 maja 2024 7:08 po południu", "2024-05-13T19:08:00Z"},
        {"13. května 2024 7:08 večer", "2024-05-13T19:08:00Z"},
        {"13 Mayıs 2024 öğleden sonra 7:08", "2024-05-13T19:08:00Z"},
        {"13 May 2024 7:08 chiều", "2024-05-13T19:08:00Z"},
        {"13. svibnja 2024. 7:08 poslije podne", "2024-05-13T19:08:00Z"},
        {"13 مايو 2024 7:08 بعد الظهر", "2024-05-13T19:08:00Z"},
        {"13 במאי 2024 7:08 אחה\"צ", "2024-05-13T19:08:00Z"},
        {"13 Mei 2024 7:08 malam", "2024-05-13T19:08:00Z"},
        {"13 maj 2024 7:08 på kvällen", "2024-05-13T19:08:00Z"},
        {"13 de mayo de 2024, 7:08 por la tarde", "2024-05-13T19:08:00Z"},
        {"2024年5月13日 저녁 7:08", "2024-05-13T19:08:00Z"},
        // of midnight or of noon?
        {"13. Mai 2024, 12:08 Uhr abends", "2024-05-13"},
        {"13 May 2024, 12:08 in the morning", "2024-05-13"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsShortPartsOfTheDayInTheirLanguageOnly) {
    EXPECT_EQ(read_in("vi", "13/5/2024 7:08:09 CH"), "2024-05-13T19:08:09Z");
    EXPECT_EQ(read_in("vi", "13/5/2024 7:08:09 SA"), "2024-05-13T07:08:09Z");
    EXPECT_EQ(read_in("tr", "13.05.2024 7:08 ÖS"), "2024-05-13T19:08:00Z");
    EXPECT_EQ(read_in("sq", "13.5.2024 7:08 MD"), "2024-05-13T19:08:00Z");
    EXPECT_EQ(read_in("sk-SK", "13. mája 2024 7:08 pop."), "2024-05-13T19:08:00Z");
    EXPECT_EQ(read_in("sv", "13 maj 2024 7:08 em"), "2024-05-13T19:08:00Z");
    EXPECT_EQ(read_in("pt", "7:08 em 13/05/2024"), "2024-05-13T07:08:00Z");
    for (std::string_view text : {"13/5/2024 7:08:09 CH", "13.05.2024 7:08 ÖS", "13.5.2024 7:08 MD",
                                  "13. mája 2024 7:08 pop.", "13 maj 2024 7:08 em"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(shown(parse_date(text)), "2024-05-13");
        EXPECT_EQ(read_in("en", text), "2024-05-13");
    }
}

TEST(DateClock, LeavesATimeOpenBesideAWordThatMayBeAPartOfTheDay) {
    constexpr Case cases[] = {
        {"13 May 2024 7:08 qwerty", "2024-05-13"},
        {"13 May 2024 7:08 asdf qwerty", "2024-05-13"},
        {"13 May 2024 7:08 (qwerty)", "2024-05-13"},
        {"13/05/2024 ጠዋት 7:08", "2024-05-13"},
        // clocks of twenty-four hours
        {"13 May 2024 19:08 qwerty", "2024-05-13T19:08:00Z"},
        {"13 May 2024 0:08 qwerty", "2024-05-13T00:08:00Z"},
        // names, sentences, days
        {"13 May 2024 10:30 Reuters", "2024-05-13T10:30:00Z"},
        {"13 mai 2024 10:30 mis à jour par la rédaction", "2024-05-13T10:30:00Z"},
        {"10:30 lundi 13 mai 2024", "2024-05-13T10:30:00Z"},
        {"10:30 pon. 13 maja 2024", "2024-05-13T10:30:00Z"},
        {"13 May 2024 10:30 hod.", "2024-05-13T10:30:00Z"},
        {"13/05/2024 10:30 น.", "2024-05-13T10:30:00Z"},
        {"13/05/2024 الساعة 10:30", "2024-05-13T10:30:00Z"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsTheHourSignsOfEastAsia) {
    constexpr Case cases[] = {
        {"2024年5月13日午後7時", "2024-05-13T19:00:00Z"},
        {"2024年5月13日(月)午後7時8分", "2024-05-13T19:08:00Z"},
        {"2024年5月13日19時8分", "2024-05-13T19:08:00Z"},
        {"2024年5月13日 19时", "2024-05-13T19:00:00Z"},
        {"2024年5月13日下午7点半", "2024-05-13T19:30:00Z"},
        {"2024년 5월 13일 오후 7시 8분", "2024-05-13T19:08:00Z"},
        {"2024년 5월 13일 오후 7시", "2024-05-13T19:00:00Z"},
        {"2024年5月13日7時間前", "2024-05-13"},
        {"2024年5月13日7時頃", "2024-05-13"},
    };
    expect_all(cases);
}

TEST(DateClock, ReadsATimeBehindADash) {
    constexpr Case cases[] = {
        {"13.05.2024 – 19.08 Uhr", "2024-05-13T19:08:00Z"},
        {"13.05.24 - 19.08 Uhr", "2024-05-13T19:08:00Z"},
        {"13.05.2024 – 19 Uhr", "2024-05-13T19:00:00Z"},
        {"13. Mai 2024, 9–10 Uhr", "2024-05-13"},
    };
    expect_all(cases);
}

TEST(DateClock, TakesTheZoneOfADayForNoTime) {
    for (std::string_view text : {"2024-05-06+02:00", "2024-05-06-05:00", "2024-05-06Z", "2024-05-06 +02:00",
                                  "2024-05-06+0200", "20240506+02:00", "20240506-05:00", "20240506Z"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(shown(parse_date(text)), "2024-05-06");
    }
    EXPECT_EQ(shown(parse_date("2024-05-06 - 05:00")), "2024-05-06T05:00:00Z");
    EXPECT_EQ(shown(parse_date("2024-05-06-07:08:09")), "2024-05-06T07:08:09Z");
}

TEST(Date, CountsTheYearsOfAnEraFromItsFirst) {
    EXPECT_EQ(shown(parse_date("令和6年5月6日")), "2024-05-06");
    EXPECT_EQ(shown(parse_date("令和06年05月06日 7:08")), "2024-05-06T07:08:00Z");
    EXPECT_EQ(shown(parse_date("民國113年5月6日")), "2024-05-06");
}

}  // namespace
}  // namespace newsbus
