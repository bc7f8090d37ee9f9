#include "html/markup.h"

#include "html/text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace newsbus::html {
namespace {

struct Case {
    std::string_view line, text;
};

TEST(Markup, IsNotWhatHasNoNameOfAnElement) {
    for (std::string_view line : {"RSS <<<Primer>>>",
                                  "Map<String, Integer>",
                                  "Map<String>",
                                  "a < b and c > d",
                                  "I <3 you",
                                  "<3",
                                  "x <y> z",
                                  "Ann <ann@news.example>",
                                  "see <https://news.example/?a=1>",
                                  "<unnamed>",
                                  "if (a<b) c>d",
                                  "<- back",
                                  "1<2>1",
                                  "Vec<Box<dyn Error>>",
                                  "<>",
                                  "< b >",
                                  "</3",
                                  "<1>",
                                  "10 <> 20",
                                  "std::vector<int>",
                                  "<Insert Title Here>",
                                  "Result<T, E>",
                                  "<<",
                                  "a <",
                                  "<string>",
                                  "Use <my-widget> today"})
        EXPECT_EQ(inline_text_of(line), line);
}

TEST(Markup, IsNotAnElementThatALineSpeaksOf) {
    for (std::string_view line :
         {"When to use <section> and when <article>", "<section> or <div>?", "The <b> tag", "What <script> does",
          "Why <img> needs a text", "The </div> that is missing", "Meet <dialog>", "<p> or not", "List<Object>",
          "Set<Time>", "A <title> for a page", "<style> in <body>", "Option<Button>", "The <template> element",
          "How <input type=\"date\"> works", "Why <link rel='preload'> is slow"})
        EXPECT_EQ(inline_text_of(line), line);
}

TEST(Markup, IsATagThatDoesSomething) {
    const Case cases[] = {
        {"<b>Storm</b> at sea", "Storm at sea"},
        {"Storm <em>at</em> sea", "Storm at sea"},
        {"<B>Storm</B> at sea", "Storm at sea"},
        {"Storm<br>at sea", "Storm at sea"},
        {"Storm <br /> at sea", "Storm at sea"},
        {"<p>Storm at sea", "Storm at sea"},
        {"<b>Storm at sea", "Storm at sea"},
        {"Storm at sea</b>", "Storm at sea"},
        {"Storm at sea</p> ", "Storm at sea"},
        {"<a href=\"/1\">Storm</a>", "Storm"},
        {"Storm <img src=x onerror=y>at sea", "Storm at sea"},
        {"Fine <script>alert(1)</script>words", "Fine words"},
        {"<font color=red>Storm</font>", "Storm"},
        {"<meta charset=utf-8> Storm at sea", "Storm at sea"},
        {"Storm. <link href=/s.css> at sea", "Storm. at sea"},
        {"Storm <a href=\"https://news.exa", "Storm"},
        {"<o:p></o:p>Storm", "Storm"},
        {"a < b <i>and</i> Map<String>", "a < b and Map<String>"},
    };
    for (auto [line, text] : cases) EXPECT_EQ(inline_text_of(line), text) << line;
}

TEST(Markup, InATextIsAllOrNothing) {
    EXPECT_EQ(text_of("Use Map<String, Integer>\n\nand a < b &amp; c"), "Use Map<String, Integer>\n\nand a < b & c");
    EXPECT_EQ(text_of("<p>One</p><x-two>Two</x-two><foo>Three</foo>"), "One\n\nTwoThree");
    EXPECT_EQ(text_of("One. <p> Two"), "One.\n\nTwo");
    EXPECT_EQ(text_of("One<li>Two"), "One\n\nTwo");
    EXPECT_EQ(text_of("<!-- x -->One"), "One");
    EXPECT_EQ(text_of("the <p> element"), "the <p> element");
}

TEST(Markup, IsLaidOutWhereTagsStandAroundTheText) {
    for (std::string_view text : {"<p>The water rose.</p>", "<h1>Tides</h1><p>The water rose.</p>", "One.<br>Two.",
                                  "One.<br /><br />Two.", "<p>The water rose and", "<img src=x> Storm",
                                  "The water rose. <a href=x>More</a>", "<div><b>A</b> <i>B</i></div> C"})
        EXPECT_TRUE(is_laid_out(text)) << text;
    for (std::string_view text :
         {"Use <b>bold</b> words", "<p>text</p> is a paragraph", "<b> and <i>", "a < b", "Map<String>",
          "<script>alert(1)</script>", "A paragraph in HTML: <p>text</p>", "plain"})
        EXPECT_FALSE(is_laid_out(text)) << text;
}

TEST(Markup, IsSpokenOfByItsNames) {
    EXPECT_TRUE(speaks_of_markup("Escaping in HTML"));
    EXPECT_TRUE(speaks_of_markup("<p>XML, explained</p>"));
    EXPECT_FALSE(speaks_of_markup("<a href='x.html' class=css>see index.html</a>"));
    EXPECT_FALSE(speaks_of_markup("Salt and pepper"));
}

// Each would take minutes if a tag were looked for anew from every other.
TEST(Markup, IsToldInLinearTime) {
    for (std::string_view part :
         {"<", "<b>", "<b ", "</b>", "<b></i>", "<a-b>", "<p> ", "<!--", "<a x='<", "<b x=y", "&lt;"}) {
        std::string text;
        while (text.size() < 1'000'000) text += part;
        has_markup(text);
        is_laid_out(text);
        inline_text_of(text);
        text_of(text + "</b>");
    }
}

}  // namespace
}  // namespace newsbus::html
