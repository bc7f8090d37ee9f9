#include "text/words.h"

#include <gmock/gmock.h>

#include <string>

namespace newsbus::text {
namespace {

using testing::ElementsAre;

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> found;
    for (const Word& word : words(text)) found.emplace_back(text.substr(word.begin, word.end - word.begin));
    return found;
}

std::uint64_t hash(std::string_view word) {
    return words(word).at(0).hash;
}
Shape shape(std::string_view word) {
    return words(word).at(0).shape;
}

TEST(Words, AreRunsOfLettersAndDigits) {
    EXPECT_THAT(split("Côte d’Ivoire, 2026: U.S.-led “talks”…"),
                ElementsAre("Côte", "d", "Ivoire", "2026", "U", "S", "led", "talks"));
    EXPECT_THAT(split("हिन्दी में"), ElementsAre("हिन्दी", "में"));
    EXPECT_TRUE(split(" … — !").empty());
}

TEST(Words, AreCharactersWhereNoSpacesAreWritten) {
    EXPECT_THAT(split("中国AFP"), ElementsAre("中", "国", "AFP"));
    EXPECT_THAT(split("アルバイト先"), ElementsAre("アルバイト", "先"));
    EXPECT_THAT(split("중국은"), ElementsAre("중", "국", "은"));
    EXPECT_THAT(split("ไทย"), ElementsAre("ไ", "ท", "ย"));
    EXPECT_THAT(split("จีน"), ElementsAre("จี", "น"));
}

TEST(Words, OfDifferentCaseAccentsOrSpellingAreTheSame) {
    constexpr std::pair<std::string_view, std::string_view> same[] = {
        {"Bogotá", "BOGOTA"},       {"İzmir", "izmir"}, {"Łódź", "lodz"},   {"Орёл", "орел"},   {"Ấn", "an"},
        {"أفغانستان", "افغانستان"}, {"Αθήνα", "ΑΘΗΝΑ"}, {"إِيران", "ايران"}, {"مصرف", "مـصـرف"},
    };
    for (auto [one, other] : same) EXPECT_EQ(hash(one), hash(other)) << one;
    EXPECT_NE(hash("Mali"), hash("Male"));
    EXPECT_NE(hash("की"), hash("का"));
}

TEST(Words, TellHowTheyAreWritten) {
    EXPECT_EQ(shape("china"), Shape::lower);
    EXPECT_EQ(shape("China"), Shape::title);
    EXPECT_EQ(shape("McDonald"), Shape::title);
    EXPECT_EQ(shape("CHINA"), Shape::upper);
    EXPECT_EQ(shape("iPhone"), Shape::lower);
    EXPECT_EQ(shape("中"), Shape::uncased);
    EXPECT_EQ(shape("2026"), Shape::uncased);
}

TEST(Words, TellWhatStandsBeforeThem) {
    struct Case {
        std::string_view text;
        Gap gap;
    };
    constexpr Case cases[] = {
        {"New York", Gap::joint},
        {"Guinea-Bissau", Gap::joint},
        {"d’Ivoire", Gap::joint},
        {"U.S", Gap::joint},
        {"J. Doe", Gap::joint},
        {"St. Petersburg", Gap::joint},
        {"Trinidad & Tobago", Gap::joint},
        {"中国", Gap::none},
        {"China. Taiwan", Gap::ending},
        {"China, Taiwan", Gap::ending},
        {"Paris\n\nHilton", Gap::ending},
        {"Paris  Hilton", Gap::ending},
        {"Congo (DRC", Gap::ending},
    };
    for (const Case& c : cases) EXPECT_EQ(words(c.text).at(1).gap, c.gap) << c.text;
    EXPECT_EQ(words("first").at(0).gap, Gap::ending);
}

TEST(Words, KeepTheCopyrightSign) {
    EXPECT_THAT(split("© 2026 Example"), ElementsAre("©", "2026", "Example"));
}

TEST(Words, SurviveHostileText) {
    EXPECT_EQ(words(std::string(300'000, 'a')).size(), 1u);
    EXPECT_EQ(words("\xFF\xFE\x80").size(), 0u);
    std::string marks = "a";
    for (int i = 0; i < 10'000; ++i) marks += "\u0301";
    EXPECT_EQ(words(marks).size(), 1u);
}

}  // namespace
}  // namespace newsbus::text
