#include "text/language.h"

#include <gtest/gtest.h>

namespace newsbus::text {
namespace {

TEST(Language, NamesTheLanguageOfAPlainText) {
    struct Case {
        std::string_view tag, text;
    };
    constexpr Case cases[] = {
        {"en", "The harbour authority said on Monday that the new ferry terminal would open two weeks late."},
        {"de", "Die Hafenbehörde teilte am Montag mit, dass das neue Fährterminal zwei Wochen später öffnen wird."},
        {"fr", "Les autorités du port ont annoncé lundi que le nouveau terminal ouvrira avec deux semaines de retard."},
        {"es", "La autoridad portuaria dijo el lunes que la nueva terminal abrirá con dos semanas de retraso."},
        {"pt", "A autoridade portuária disse na segunda-feira que o novo terminal não abrirá antes de duas semanas."},
        {"ru", "Администрация порта сообщила в понедельник, что новый терминал откроется на две недели позже."},
        {"uk", "Адміністрація порту повідомила в понеділок, що новий термінал відкриється на два тижні пізніше."},
        {"ar", "قالت سلطة الميناء يوم الاثنين إن المحطة الجديدة ستفتح متأخرة أسبوعين عن الموعد."},
        {"he", "רשות הנמל הודיעה ביום שני כי המסוף החדש ייפתח באיחור של שבועיים."},
        {"zh", "港口管理局周一表示，新的渡轮码头将推迟两周开放，居民对此表示不满。"},
        {"zh-Hant", "港口管理局週一表示，新的渡輪碼頭將推遲兩週開放，居民對此表示不滿。"},
        {"ja", "港湾当局は月曜日、新しいフェリーターミナルの開業が二週間遅れると発表した。"},
        {"ko", "항만 당국은 월요일 새 여객선 터미널이 2주 늦게 문을 연다고 밝혔다."},
    };
    for (const Case& c : cases) {
        auto detected = detect_language(c.text);
        ASSERT_TRUE(detected) << c.tag;
        EXPECT_EQ(detected->tag, c.tag);
        EXPECT_GT(detected->confidence, 0.9) << c.tag;
    }
}

TEST(Language, IsSilentOnTooLittleText) {
    for (std::string_view text : {"", "42", "OK", "…", "12:30 - 14:00"}) EXPECT_FALSE(detect_language(text)) << text;
}

TEST(Language, BelievesTheTextMoreThanTheHint) {
    auto detected =
        detect_language("Die Hafenbehörde teilte am Montag mit, dass das neue Terminal später öffnet.", "en-GB");
    ASSERT_TRUE(detected);
    EXPECT_EQ(detected->tag, "de");
}

TEST(Language, SurvivesALongTextCutInsideACharacter) {
    std::string text = "x";
    while (text.size() < 200'000) text += "Администрация порта сообщила, что терминал откроется позже. ";
    auto detected = detect_language(text);
    ASSERT_TRUE(detected);
    EXPECT_EQ(detected->tag, "ru");
}

TEST(CanonicalTag, WritesTagsAsBcp47Does) {
    struct Case {
        std::string_view declared, canonical;
    };
    constexpr Case cases[] = {
        {"en", "en"},       {"EN", "en"},   {"en_us", "en-US"}, {"en-us", "en-US"},
        {"eng", "en"},      {"iw", "he"},   {"in-ID", "id-ID"}, {"zh-hant-tw", "zh-Hant-TW"},
        {"pt-BR", "pt-BR"}, {"", ""},       {"und", ""},        {"english", ""},
        {"x-mine", ""},     {"en-", ""},    {"e", ""},          {"deutsch (DE)", ""},
        {"12", ""},         {"en, fr", ""},
    };
    for (const Case& c : cases) EXPECT_EQ(canonical_tag(c.declared), c.canonical) << c.declared;
}

TEST(PrimaryLanguage, IsOneSubtagOrUnd) {
    EXPECT_EQ(primary_language("en-US"), "en");
    EXPECT_EQ(primary_language("zh-Hant"), "zh");
    EXPECT_EQ(primary_language(""), "und");
    EXPECT_EQ(primary_language("english"), "und");
    EXPECT_EQ(primary_language(std::string(10'000, 'a')), "und");
}

}  // namespace
}  // namespace newsbus::text
