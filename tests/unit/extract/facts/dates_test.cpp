#include "extract/facts/dates.h"

#include "base/time.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/extract/bridge_page.h"

namespace newsbus::extract {
namespace {

using test::prose, test::read;

/// The day that a page with `lines` above its text and `below` under it is of; "" = none.
std::string day(const std::string& lines, const std::string& below = "") {
    const std::string page = "<html><body><h1>Bridge</h1>" + lines + prose + below + "</body></html>";
    const Article article = read(page);
    return article.date_published ? format_rfc3339(*article.date_published).substr(0, 10) : "";
}

TEST(Dates, AreReadBesideWhatStandsWithThemInChinese) {
    const std::string wide = "\u3000";
    for (const std::string& line :
         {"2022-11-08 09:46" + wide + "来源：江岸晚报" + wide + "记者：周敏" + wide + "【字体：大 中 小】",
          "时间：2022-11-08 09:26" + wide + "来源：镇宣传办" + wide + "点击：318次"})
        EXPECT_EQ(day("<div>" + line + "</div>"), "2022-11-08") << line;
}

TEST(Dates, OfWhatWasHoursAgoStandWherePointingShowsThem) {
    EXPECT_EQ(day("<span class=quando title='2023-08-21 09:12'>há 5 horas</span>"), "2023-08-21");
    EXPECT_EQ(day("<span title='The budget of 2023 passes'>Budget</span>"), "");
}

TEST(Dates, InALineBeforeTheTextAreNoTextOfIt) {
    const std::string page = "<html><body><article><h2>Bridge</h2><p>Mis en ligne le jeudi 3 mars 2022</p>" + prose +
                             "</article></body></html>";
    EXPECT_TRUE(read(page).body.starts_with("The harbour"));
}

TEST(Dates, OfPublicationAndUpdateMayStandInOneLine) {
    for (const std::string line : {"Opublikowano: 20.05.2024, 7:45 | Aktualizacja: 22.05.2024, 18:20",
                                   "Published: 20 May 2024, 7:45 (Updated: 22 May 2024, 18:20)"}) {
        const Article article = read("<html><body><h1>Bridge</h1><p>" + line + "</p>" + prose + "</body></html>");
        ASSERT_TRUE(article.date_published && article.date_modified) << line;
        EXPECT_EQ(format_rfc3339(*article.date_published).substr(0, 16), "2024-05-20T07:45") << line;
        EXPECT_EQ(format_rfc3339(*article.date_modified).substr(0, 16), "2024-05-22T18:20") << line;
    }
}

TEST(Dates, WrittenForReadersTakeTheZoneOfTheirElement) {
    const auto date_of = [](const std::string& time) {
        const Article article = read("<html><body><h1>Bridge</h1>" + time + prose + "</body></html>");
        return article.date_published ? format_rfc3339(*article.date_published) : "";
    };
    EXPECT_EQ(date_of("<time datetime='2024-05-20T07:45:00+02:00'>Published: 20 May 2024, 7:45</time>"),
              "2024-05-20T05:45:00Z");
    EXPECT_EQ(date_of("<time datetime='2024-05-22T07:45:00+02:00'>Published: 20 May 2024, 7:45</time>"),
              "2024-05-20T07:45:00Z");
}

TEST(Dates, OfReadersAreNotTheArticles) {
    EXPECT_EQ(day("", "<div class=kommentarer><p>Birgitta skrev den 17 oktober 2023</p></div>"), "");
}

}  // namespace
}  // namespace newsbus::extract
