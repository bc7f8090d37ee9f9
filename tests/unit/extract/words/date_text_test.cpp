#include "extract/words/date_text.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

TEST(DateText, IsNoDateWithoutAYear) {
    EXPECT_EQ(date_in("1 month ago 26"), "");
    EXPECT_EQ(date_in("Monday"), "");
    EXPECT_EQ(date_in("date 2024-08-19 Theme"), "2024-08-19");
}

TEST(DateText, IsFoundAmongOtherWords) {
    const std::pair<const char*, const char*> cases[] = {
        {"By Ada Quill \xC2\xB7 May 3, 2024 \xC2\xB7 6 comments", "May 3, 2024"},
        {"Von Ada Federkiel am 3. Mai 2024 um 12:30 Uhr", "3. Mai 2024"},
        {"03.05.2024, 12:30 Uhr", "03.05.2024"},
        {"2 min read | Fri, 3 May 2024", "3 May 2024"},
        {"Gespeichert am 17.11.19 von Ada", "17.11.19"},
        {"2019\xE5\xB9\xB4"
         "4\xE6\x9C\x88"
         "13\xE6\x97\xA5",
         "2019\xE5\xB9\xB4"
         "4\xE6\x9C\x88"
         "13\xE6\x97\xA5"},
        {"26/12/2019 von Ada", "26/12/2019"},
        {"Chapter 2024 of the story", ""},
        {"3 of 2024", ""},
        {"", ""},
    };
    for (const auto& [line, date] : cases) EXPECT_EQ(date_within(line).text, date) << line;
}

TEST(DateText, TellsWhereTheDateBegins) {
    EXPECT_EQ(date_within("By Ada Quill 3 May 2024").at, 13u);
}

}  // namespace
}  // namespace newsbus::extract
