#include "extract/words/date_label.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

TEST(DateLabel, TellsWhatTheDateBehindItIs) {
    const struct {
        std::string label, rest;
        DateKind kind;
    } lines[] = {
        {"Published: ", "3 May 2024", DateKind::published},
        {"PUBLISHED ", "3 May 2024", DateKind::published},
        {"Published ", "on 3 May 2024", DateKind::published},
        {"Date updated: ", "3 May 2024", DateKind::updated},
        {"Zuletzt aktualisiert: ", "03.05.2024", DateKind::updated},
        {"Mis à jour ", "le 3 mai 2024", DateKind::updated},
        {"Aktualizacja: ", "3 maja 2024", DateKind::updated},
        {"Frissítve: ", "2024. május 3.", DateKind::updated},
        {"Опубликовано: ", "3 мая 2024", DateKind::published},
        {"প্রকাশ: ", "০৩ মে ২০২৪", DateKind::published},
        {"प्रकाशित: ", "०३ मई २०२४", DateKind::published},
        {"입력 ", "2024.05.03 14:30", DateKind::published},
        {"수정 ", "2024.05.03 15:10", DateKind::updated},
        {"更新日：", "2024年5月3日", DateKind::updated},
        {"公開", "2024年5月3日", DateKind::published},
        {"آخر تحديث: ", "3 مايو 2024", DateKind::updated},
        {"עודכן ", "3 במאי 2024", DateKind::updated},
        {"", "3 May 2024", DateKind::none},
        {"", "Dated 3 May 2024", DateKind::none},
        {"", "Datenschutz 2024", DateKind::none},
        {"", "", DateKind::none},
    };
    for (const auto& line : lines) {
        const std::string text = line.label + line.rest;
        const DateLabel label = date_label(text);
        EXPECT_EQ(label.kind, line.kind) << text;
        EXPECT_EQ(text.substr(label.size), line.rest);
    }
}

TEST(DateLabel, KnowsALineThatIsNothingElse) {
    EXPECT_EQ(whole_date_label("Published on"), DateKind::published);
    EXPECT_EQ(whole_date_label("Publié le :"), DateKind::published);
    EXPECT_EQ(whole_date_label("最終更新："), DateKind::updated);
    EXPECT_EQ(whole_date_label("Published by the council"), DateKind::none);
    EXPECT_EQ(whole_date_label(""), DateKind::none);
}

}  // namespace
}  // namespace newsbus::extract
