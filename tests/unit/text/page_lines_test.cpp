#include "text/page_lines.h"

#include "base/tsv.h"
#include "text/letters.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace newsbus::text {
namespace {

TEST(Furniture, IsKnownInManyLanguages) {
    for (const char* line :
         {"Read more: The ferry", "Lesen Sie auch: Die Fähre", "À lire aussi", "Lea también: el ferry", "Leggi anche",
          "Читайте также:", "更多精彩", "関連記事", "Share", "[Advertisement]", "» Weiterlesen", "© 2026 Courier"})
        EXPECT_TRUE(is_furniture(line)) << line;
}

TEST(Furniture, IsNotALongSentence) {
    EXPECT_FALSE(is_furniture("The council voted on Tuesday."));
    EXPECT_FALSE(is_furniture("Anzeige erstattete am Montag der Hafenmeister, der den Diebstahl bemerkt hatte."));
    EXPECT_FALSE(is_furniture("Delante del ayuntamiento"));
    EXPECT_FALSE(is_furniture("Sharecroppers protest"));
    EXPECT_FALSE(
        is_furniture("Read more often, the teacher said, and you will write better: that was the advice which he gave "
                     "to every class for forty years, "
                     "and which he printed on the cover of the little book that the school gave to those who left it "
                     "in the summer of the flood."));
}

TEST(Aside, SpeaksOfTheSite) {
    for (const char* line : {"The Courier is on the quay too: sign up for our letters from the harbour.",
                             "Gefällt Ihnen dieser Text? Unseren (Newsletter) gibt es jeden Morgen.",
                             "El Correo tiene canal de WhatsApp."})
        EXPECT_TRUE(is_aside(line)) << line;
    EXPECT_FALSE(is_aside("The council voted on Tuesday to close the bridge."));
    EXPECT_FALSE(is_aside("A resubscribe now and then costs the harbour nothing."));
    EXPECT_FALSE(is_aside(std::string(300, 'a') + " newsletter"));
}

TEST(PhraseTable, HasEachPhraseOnceAndThoseOfPagesAsTheyAreCompared) {
    constexpr std::array<std::string_view, 3> columns = {"kind", "language", "phrase"};
    std::set<std::pair<std::string, std::string>> met;
    auto done = read_tsv(NEWSBUS_TEST_DIR "/../plugins/data/boilerplate.tsv", columns,
                         [&met](std::span<const std::string_view> cells) {
                             std::string phrase(cells[2]);
                             EXPECT_TRUE(met.emplace(cells[1], phrase).second) << phrase;
                             EXPECT_FALSE(phrase.empty() || phrase.ends_with(' ') || phrase.starts_with(' ')) << phrase;
                             each_item(cells[0], '|', [&](std::string_view kind) {
                                 if (kind != "opens" && kind != "whole" && kind != "aside") return;
                                 EXPECT_EQ(phrase, lower_case(phrase));
                                 EXPECT_EQ(phrase.find("\xE2\x80\x99"), std::string::npos) << phrase;
                             });
                             return Result<void>();
                         });
    EXPECT_TRUE(done);
    EXPECT_GT(met.size(), 1000u);
}

}  // namespace
}  // namespace newsbus::text
