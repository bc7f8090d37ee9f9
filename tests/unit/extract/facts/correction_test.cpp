#include "extract/facts/correction.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/extract/bridge_page.h"

namespace newsbus::extract {
namespace {

std::string correction_of(const std::string& body, const std::string& json_ld = "") {
    Evidence evidence;
    evidence.json_ld.correction = json_ld;
    Article article;
    article.body = body;
    put_correction(evidence, article);
    return article.correction;
}

const std::string story =
    "The ferry runs until spring.\n\nThe council voted on Tuesday.\n\nThe mayor was glad.\n\nOthers were not.\n\nIt "
    "leaves at ten.\n\nA ticket costs two crowns.";

TEST(Correction, IsAParagraphThatBeginsAsOne) {
    for (const std::string note : {
             "Correction: The subsidy is 1.4 million crowns, not 14.",
             "CORRECTION (May 3, 2024): The subsidy is 1.4 million crowns.",
             "Clarification, 3 May: The subsidy is paid yearly.",
             "(Corrections: the second paragraph was mended.)",
             "An earlier version of this report said 14 million.",
             "This article was amended on 3 May 2024 to mend a name.",
             "Korrektur: In der ersten Fassung stand ein falscher Name.",
             "In einer früheren Version dieses Artikels stand ein falscher Name.",
             "Rectificatif : le nom du maire était faux.",
             "Fe de errores: el nombre del alcalde era otro.",
             "Errata corrige: il nome del sindaco era sbagliato.",
             "Rättelse: I en tidigare version var namnet fel.",
             "Исправление: имя мэра было указано неверно.",
             "В предыдущей версии имя мэра было указано неверно.",
             "Düzeltme: Başkanın adı yanlış yazılmıştı.",
             "【訂正】市長の名前が誤っていました。",
             "更正：市长的名字写错了。",
             "정정: 시장의 이름이 잘못되었습니다.",
         }) {
        EXPECT_EQ(correction_of(story + "\n\n" + note), note);
        EXPECT_EQ(correction_of(note + "\n\n" + story), note);
    }
}

TEST(Correction, IsNoParagraphThatSpeaksOfOne) {
    EXPECT_EQ(correction_of(story), "");
    EXPECT_EQ(correction_of("Correction officers went on strike on Monday.\n\n" + story), "");
    EXPECT_EQ(correction_of("Corrections to the market were expected, dealers said.\n\n" + story), "");
    EXPECT_EQ(correction_of("The correction: a long story that dealers will tell for years.\n\n" + story), "");
    const std::string amid = "One.\n\nTwo.\n\nThree.\n\nCorrection: a word that he used.\n\n" + story;
    EXPECT_EQ(correction_of(amid), "") << "amid the text";
}

TEST(Correction, IsThatOfTheJsonLdFirst) {
    EXPECT_EQ(correction_of(story + "\n\nCorrection: a name.", "The name of the mayor was wrong."),
              "The name of the mayor was wrong.");
}

TEST(Correction, IsWhatStandsBelowItsHeading) {
    const std::string note = "The price was 830,000 euros.";
    EXPECT_EQ(correction_of(story + "\n\nFe de errores\n\n" + note), note);
    EXPECT_EQ(correction_of(story + "\n\nCorrection:\n\n" + note), note);
    EXPECT_EQ(correction_of(story + "\n\nCorrection"), "");
}

TEST(Correction, MayStandInABoxBesideTheText) {
    const std::string note =
        "Korrektur: In einer früheren Fassung hieß es, der Kreis schließe fünf Höfe. Es sind drei.";
    const std::string page = "<html><body><h1>Höfe schließen</h1><div>" + test::prose +
                             "</div><div class=k><p><b>Korrektur:</b>" + note.substr(10) +
                             "</p></div><a href=/n>Correction: a bridge was named wrongly</a></body></html>";
    EXPECT_EQ(test::read(page).correction, note);
    EXPECT_EQ(test::read("<html><body><h1>Höfe</h1><div>" + test::prose +
                         "</div><a href=/n>Correction: a bridge was named wrongly</a></body></html>")
                  .correction,
              "");
}

}  // namespace
}  // namespace newsbus::extract
