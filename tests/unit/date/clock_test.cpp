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

TEST(Date, CountsTheYearsOfAnEraFromItsFirst) {
    EXPECT_EQ(shown(parse_date("令和6年5月6日")), "2024-05-06");
    EXPECT_EQ(shown(parse_date("令和06年05月06日 7:08")), "2024-05-06T07:08:00Z");
    EXPECT_EQ(shown(parse_date("民國113年5月6日")), "2024-05-06");
}

}  // namespace
}  // namespace newsbus
