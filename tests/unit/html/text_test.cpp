#include "html/text.h"

#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace newsbus::html {
namespace {

struct Case {
    const char* html;
    const char* text;
};

const Case cases[] = {
    // blocks and breaks
    {"<p>a</p><p>b</p>", "a\n\nb"},
    {"<div>a<p>b</p>c</div>", "a\n\nb\n\nc"},
    {"a<br>b<br/> <br>c", "a\nb\n\nc"},
    {"<ul><li>a</li><li>b</li></ul>", "a\n\nb"},
    {"<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
    {"<h2>a</h2>b<hr>c", "a\n\nb\n\nc"},
    // white space
    {"  a \n\t b&nbsp;&nbsp; c  ", "a b c"},
    {"<b>a</b><i>b</i> <u> c</u>", "ab c"},
    {"<p> </p><p>a</p><p></p>", "a"},
    // references
    {"<p>a &amp;amp; b &lt;c&gt;</p>", "a &amp; b <c>"},
    // hidden
    {"a<script>x</script><p style=\"display:none\">b</p><p hidden>c</p><p>d</p>", "a\n\nd"},
    {"a<span style='visibility: hidden'><span>b</span>c</span>d", "ad"},
    {"a<noscript>b</noscript><template>c</template><iframe>d</iframe>e", "ae"},
    {"<select><option>a</select>b", "b"},
};

TEST(Text, MakesParagraphsOfATree) {
    for (const Case& c : cases) EXPECT_EQ(plain_text(parse(c.html).dom), c.text) << c.html;
}

TEST(Text, MakesTheSameOfAPieceOfHtmlWithoutATree) {
    for (const Case& c : cases) EXPECT_EQ(text_of(c.html), c.text) << c.html;
}

TEST(Text, CollapsesWhiteSpaceWhereverItStands) {
    for (std::string_view white : {"  ", "\n", " \t", "\u00a0", " \u2003 ", "\u3000"}) {
        for (std::size_t at = 1; at < 140; ++at) {
            std::string before(at, 'x'), after(140 - at, 'y');
            EXPECT_EQ(inline_text_of(before + std::string(white) + after), before + ' ' + after) << at << white;
        }
    }
    std::string words =
        "\u00e9\u20ac\u3042 in words that are longer than a block of bytes, which is sixty-four, \u00e9\u20ac\u3042";
    EXPECT_EQ(inline_text_of(words), words);
}

TEST(Text, LeavesOutWhatNobodyIsMeantToSee) {
    EXPECT_EQ(inline_text_of("hy\u00adphen\u00ad"), "hyphen");
    EXPECT_EQ(inline_text(parse("<h1>coun&shy;cil</h1>").dom.child("h1")), "council");
    EXPECT_EQ(inline_text_of("\u200f\u202bשלום עולם\u202c\u200e"), "שלום עולם");
    EXPECT_EQ(inline_text_of("שלום \u200eABC"), "שלום \u200eABC");
    EXPECT_EQ(text_of("one\u2028two\u2029three"), "one two three");
    for (std::size_t at = 1; at < 140; ++at) {
        std::string before(at, 'x'), after(140 - at, 'y');
        EXPECT_EQ(inline_text_of(before + "\u00ad" + after), before + after) << at;
    }
}

TEST(Text, ReadsControlsAsTheCharactersThatWereMeant) {
    EXPECT_EQ(inline_text_of("it\u0092s\u0085"), "it\u2019s\u2026");
    EXPECT_EQ(inline_text_of("a\u0081\u009db"), "ab");
    EXPECT_EQ(inline_text_of("it\u00e2\u0080\u0099s \u00e2 b"), "it\u2019s \u00e2 b");
}

TEST(Text, WritesOneLineForHeadlines) {
    EXPECT_EQ(inline_text_of("<p>a<br>b</p>\n<p>c &amp; d</p>"), "a b c & d");
    EXPECT_EQ(inline_text(parse("<h1>a <em>b</em><br>c</h1>").dom.child("h1")), "a b c");
}

TEST(Text, KeepsBlankLinesOfTextWithoutTags) {
    EXPECT_EQ(text_of("a\nb\n \nc  d"), "a b\n\nc d");
    EXPECT_EQ(text_of("a &lt; b\n\nc"), "a < b\n\nc");
    EXPECT_EQ(inline_text_of("a\n\nb"), "a b");
    EXPECT_EQ(text_of(" \n \n"), "");
}

TEST(Text, OfOneHiddenElementIsStillItsText) {
    EXPECT_EQ(inline_text(parse("<title>a &amp; b</title>").dom.child("title")), "a & b");
}

}  // namespace
}  // namespace newsbus::html
