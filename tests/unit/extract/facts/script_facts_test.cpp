#include "extract/facts/script_facts.h"

#include "tests/unit/extract/bridge_page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

using Names = std::vector<std::string>;

constexpr std::string_view headline = "Swing bridge closes for eleven months";

TEST(ScriptFacts, StandInTheObjectAroundTheHeadline) {
    const ScriptFacts facts = facts_in_scripts(
        {"window.App = {}; App.content = {\"headlines\": {\"basic\": \"Swing bridge closes for eleven months\"}, "
         "\"display_date\": \"2024-03-05T13:30:00Z\", \"last_updated_date\": \"2024-03-06T08:00:00Z\", "
         "\"credits\": {\"by\": [{\"name\": \"Ada Quill\"}, {\"name\": \"Tom Rede\"}]}}; App.run();"},
        headline);
    EXPECT_EQ(facts.date_published, "2024-03-05T13:30:00Z");
    EXPECT_EQ(facts.date_modified, "2024-03-06T08:00:00Z");
    EXPECT_EQ(facts.authors, (Names{"Ada Quill", "Tom Rede"}));
}

TEST(ScriptFacts, AreNotThoseOfAnotherArticleInTheSameScript) {
    const ScriptFacts facts = facts_in_scripts(
        {"{\"related\": [{\"title\": \"Ferry fares rise\", \"publishedAt\": \"2020-01-01\", \"author\": \"Ned "
         "Frost\"}], "
         "\"article\": {\"title\": \"Swing bridge closes for eleven months\", \"publishedAt\": \"2024-03-05\", "
         "\"author\": {\"name\": \"Ada Quill\"}}}"},
        headline);
    EXPECT_EQ(facts.date_published, "2024-03-05");
    EXPECT_EQ(facts.authors, (Names{"Ada Quill"}));
}

TEST(ScriptFacts, AreFoundInStringsThatHoldJson) {
    const ScriptFacts facts = facts_in_scripts(
        {R"(self.__next_f.push([1,"1a:[\"$\",{\"story\":{\"title\":\"Swing bridge closes for eleven months\",)"
         R"(\"datePublished\":\"2024-03-05T13:30:00Z\",\"authors\":[\"Ada Quill\"],\"lead\":\"Engineers told the )"
         R"(meeting that the bearings had worn to half of their thickness, and that nobody had looked.\"}}]"]))"},
        headline);
    EXPECT_EQ(facts.date_published, "2024-03-05T13:30:00Z");
    EXPECT_EQ(facts.authors, (Names{"Ada Quill"}));
}

TEST(ScriptFacts, AreNoneWithoutTheHeadlineInCodeAndInBrokenData) {
    for (std::string script :
         {std::string("{\"title\": \"Ferry fares rise\", \"date\": \"2024-03-05\"}"),
          std::string("{title: \"Swing bridge closes for eleven months\", date: new Date()}"),
          std::string("{\"title\": \"Swing bridge closes for eleven months\", \"date\": \"2024-03-05\""),
          std::string("{\"title\": \"Swing bridge closes for eleven months"), std::string(100'000, '{'),
          std::string(50'000, '{') + "\"Swing bridge closes for eleven months\"" + std::string(50'000, '}')}) {
        const ScriptFacts facts = facts_in_scripts({script}, headline);
        EXPECT_EQ(facts.date_published, "") << script.substr(0, 60);
        EXPECT_TRUE(facts.authors.empty()) << script.substr(0, 60);
    }
    EXPECT_EQ(facts_in_scripts({"{\"title\": \"\", \"date\": \"2024-03-05\"}"}, "").date_published, "");
}

// A page whose text is built by code: the address knows the day only.
TEST(ScriptFacts, FillWhatThePageItselfDoesNotSay) {
    const std::string text =
        "The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long dispute.";
    std::string elements;
    for (const char* more : {"Engineers spoke.", "The mayor objected.", "Boats will wait.", "Nobody was hurt."})
        elements += "{\"type\":\"text\",\"content\":\"" + text + " " + more + "\"},";
    const Article article = test::read(
        "<title>Swing bridge closes for eleven months</title><div id=app></div><script>App.content="
        "{\"headlines\":{\"basic\":\"Swing bridge closes for eleven months\"},\"display_date\":"
        "\"2024-03-05T13:30:00Z\",\"credits\":{\"by\":[{\"name\":\"Ada Quill\"}]},\"content_elements\":[" +
            elements + "{}]};" + std::string(600, ' ') + "</script>",
        "https://news.example.org/2024/03/05/swing-bridge");
    EXPECT_EQ(article.provenance.at("articleBody"), "script");
    EXPECT_EQ(article.date_published_raw, "2024-03-05T13:30:00Z");
    EXPECT_EQ(article.provenance.at("datePublished"), "script");
    ASSERT_EQ(article.author.size(), 1u);
    EXPECT_EQ(article.author[0].name, "Ada Quill");
}

}  // namespace
}  // namespace newsbus::extract
