#include "text/sentence.h"

#include <gtest/gtest.h>

namespace newsbus::text {
namespace {

TEST(Sentence, EndsWithAStopOfAnyScript) {
    for (const char* text : {"It rains.", "Why?", "“It rains.”", "It rains.) ", "下雨了。", "बारिश हो रही है।",
                             "بارش ہو رہی ہے۔", "Անձրև է գալիս։", "ዝናብ ይዘንባል።", "មេឃភ្លៀង។"})
        EXPECT_TRUE(ends_like_a_sentence(text)) << text;
    for (const char* text : {"It rains", "It rains. (AFP)", "", "下雨了"})
        EXPECT_FALSE(ends_like_a_sentence(text)) << text;
}

TEST(Sentence, EndsBeforeWhatStandsInBracketsAtTheEnd) {
    for (const char* text : {"It rains. (AFP)", "It rains in the U.S. [dpa]", "„Es regnet.“ (dpa)"})
        EXPECT_TRUE(ends_before_brackets(text)) << text;
    for (const char* text : {"It rains (AFP)", "(AFP)", "It rains. AFP", "It rains.(x)"})
        EXPECT_FALSE(ends_before_brackets(text)) << text;
}

TEST(Sentence, IsHeldByATextThatGoesOnBehindIt) {
    for (const char* text :
         {"It rains in the harbour. More follows", "下雨了。明天天晴", "“It rains in the harbour.” And"})
        EXPECT_TRUE(holds_a_sentence(text)) << text;
    for (const char* text : {"Gov. Lind at the harbour", "Am 27. August im Hafen", "courier.example opens",
                             "At 9.30 pm", "A note of the engineers. \xE2\x86\xA9", "Harbour opens"})
        EXPECT_FALSE(holds_a_sentence(text)) << text;
}

}  // namespace
}  // namespace newsbus::text
