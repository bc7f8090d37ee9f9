#include "html/dom.h"

#include "html/text.h"
#include "html/walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace newsbus::html {
namespace {

std::string tree_of(std::string_view html) {
    std::ostringstream out;
    parse(html).dom.save(out, "", pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags);
    return out.str();
}

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += piece;
    return out;
}

int depth_of(const Document& document) {
    int depth = 0, deepest = 0;
    walk(
        document.dom,
        [&](pugi::xml_node) {
            deepest = std::max(deepest, ++depth);
            return Descend::yes;
        },
        [&](pugi::xml_node) { --depth; });
    return deepest;
}

TEST(Dom, BuildsTheTreeBrowsersBuild) {
    const std::pair<const char*, const char*> cases[] = {
        {"<p>a<p>b", "<p>a</p><p>b</p>"},
        {"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
        {"<P CLASS=X>a</P>", "<p class=\"X\">a</p>"},
        {"<p>a<br>b<img src=c>d</p>", "<p>a<br></br>b<img src=\"c\"></img>d</p>"},
        {"<b>a</i>b</b>", "<b>ab</b>"},
        {"<div/>a<div>b</div>", "<div>a<div>b</div></div>"},
        // HTML 5 elements that HTML 4 did not know
        {"<p>a<article>b</article>c", "<p>a</p><article>b</article>c"},
        {"<p>a<span>b<section>c</section>", "<p>a<span>b</span></p><section>c</section>"},
        {"<picture><source srcset=a><source srcset=b><img src=c></picture>",
         "<picture><source srcset=\"a\"></source><source srcset=\"b\"></source><img src=\"c\"></img></picture>"},
        {"a<wbr>b", "a<wbr></wbr>b"},
        // html, head and body, however incomplete
        {"<!doctype html><html lang=en><head><title>t</title></head><body class=c><p>a</p></body></html>b",
         "<html lang=\"en\"><head><title>t</title></head><body class=\"c\"><p>a</p>b</body></html>"},
        {"<head><meta name=a><div>b</div><body id=c>d",
         "<html><head><meta name=\"a\"></meta></head><body id=\"c\"><div>b</div>d</body></html>"},
        {"<html><head><link rel=a>text", "<html><head><link rel=\"a\"></link></head><body>text</body></html>"},
        {"<body><div><body id=x>a</html>b</div>c", "<html><body id=\"x\"><div>ab</div>c</body></html>"},
        {"<p>x<button><div>y</div></button></p>", "<p>x<button><div>y</div></button></p>"},
        {"<html>a<body id=x><p>b<body id=y>", "<html><body id=\"x\">a<p>b</p></body></html>"},
        {"a<head></head>b<html lang=x id=y>", "a<html lang=\"x\" id=\"y\"><head></head><body>b</body></html>"},
    };
    for (const auto& [html, expected] : cases) EXPECT_EQ(tree_of(html), expected) << html;
}

TEST(Dom, WritesNamesThatXmlCannotHoldInWhatItCan) {
    const std::pair<const char*, const char*> cases[] = {
        {"<p<b>x</p<b>y", "<p_b>x</p_b>y"},
        {"<joe@news.example>x</JOE@news.example>y", "<joe_news.example>x</joe_news.example>y"},
        {"<caf\xC3\xA9 a=1>x", "<caf__ a=\"1\">x</caf__>"},
        {"<a\"&quot;\x01>x", "<a__quot__>x</a__quot__>"},
    };
    for (const auto& [html, expected] : cases) EXPECT_EQ(tree_of(html), expected) << html;
}

TEST(Dom, EndsWhatAuthorsLeaveOpen) {
    const std::pair<const char*, const char*> cases[] = {
        // items end items of their own list
        {"<ul><li>a<ul><li>b</ul>c<li>d</ul>", "<ul><li>a<ul><li>b</li></ul>c</li><li>d</li></ul>"},
        {"<ul><li><div>a<li>b</ul>", "<ul><li><div>a</div></li><li>b</li></ul>"},
        {"<dl><dt>a<dd>b<dt>c<dd><p>d</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd><p>d</p></dd></dl>"},
        // parts of tables
        {"<table><tr><td>a<td>b<tr><td>c</table>d", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d"},
        {"<table><thead><tr><th>a<tbody><tr><td><p>b</table>",
         "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><p>b</p></td></tr></tbody></table>"},
        {"<table><tr><td><table><tr><td>a</table>b<td>c</table>",
         "<table><tr><td><table><tr><td>a</td></tr></table>b</td><td>c</td></tr></table>"},
        {"<table><caption>a<tr><td>b</table>", "<table><caption>a</caption><tr><td>b</td></tr></table>"},
        // and the rest
        {"<h2>a<h3>b</h2>c", "<h2>a</h2><h3>b</h3>c"},
        {"<select><option>a<option>b<optgroup><option>c<optgroup></select>d",
         "<select><option>a</option><option>b</option><optgroup><option>c</option></optgroup><optgroup></optgroup>"
         "</select>d"},
        {"<a href=x>a<a href=y>b</a>c", "<a href=\"x\">a</a><a href=\"y\">b</a>c"},
        {"<a name=x><div>a<a href=y>b</a></div>", "<a name=\"x\"><div>a<a href=\"y\">b</a></div></a>"},
        {"<section><div>a</section>b", "<section><div>a</div></section>b"},
    };
    for (const auto& [html, expected] : cases) EXPECT_EQ(tree_of(html), expected) << html;
}

TEST(Dom, IgnoresEndTagsWithoutAPartner) {
    const std::pair<const char*, const char*> cases[] = {
        {"<div>a</p>b</div>", "<div>ab</div>"},
        {"<b><div>a</b>b</div>", "<b><div>ab</div></b>"},  // no </b> ends a block
        {"<div><table><tr><td>a</div>b</table>c</div>",    // nor does a block's end leave a cell
         "<div><table><tr><td>ab</td></tr></table>c</div>"},
        {"<b><p>a</b>b", "<b><p>a</p></b>b"},
        {"<noscript><div>a</noscript><div>b</div>", "<noscript><div>a</div></noscript><div>b</div>"},
        {"<div><noscript>a</div>b</noscript>c</div>", "<div><noscript>ab</noscript>c</div>"},
        {"<p>a<noscript><div>b</div></noscript>c</p>", "<p>a<noscript><div>b</div></noscript>c</p>"},
        {"<form><div>a</form>b</div>c</form>d", "<form><div>ab</div>c</form>d"},
        {"<br></br></img>a", "<br></br>a"},
        {"</table></td></li></x-y>a", "a"},
        {"<x-y>a<x-z>b</x-y>c", "<x-y>a<x-z>b</x-z></x-y>c"},
    };
    for (const auto& [html, expected] : cases) EXPECT_EQ(tree_of(html), expected) << html;
}

TEST(Dom, LeavesOutWhatIsNeverText) {
    EXPECT_EQ(tree_of("a<script>b</script><style>c</style><!-- d --><svg><text>e</text></svg>f"), "af");
    EXPECT_EQ(tree_of("<p onclick=\"x()\" style=\"color:red\" id=a>b"), "<p id=\"a\">b</p>");
    EXPECT_EQ(tree_of("<p style=\"display: none\">b"), "<p style=\"display: none\">b</p>");
}

TEST(Dom, DecodesReferencesOnceInTextAndAttributes) {
    EXPECT_STREQ(parse("<p>&amp;lt; &period;&rsquo;&#146;</p>").dom.child("p").text().get(), "&lt; .’’");
    EXPECT_STREQ(parse("<a href='?a&copy=1&amp;b'>").dom.child("a").attribute("href").value(), "?a&copy=1&b");
}

TEST(Dom, SetsJsonLdAside) {
    Document document =
        parse("<script type='application/ld+json; charset=utf-8'>{\"a\":\"</p>\"}</script><script>x</script>");
    ASSERT_EQ(document.json_ld.size(), 1u);
    EXPECT_EQ(document.json_ld[0], "{\"a\":\"</p>\"}");
}

TEST(Dom, KeepsLongTextWhole) {
    std::string text = repeated("word and ", 1 << 20);
    EXPECT_EQ(parse("<p>" + text + "</p>").dom.child("p").text().get(), text);
}

TEST(Dom, IgnoresTheCharsetThatThePageDeclares) {
    EXPECT_EQ(inline_text(parse("<meta charset=iso-8859-1><p>Zürich 北京</p>").dom), "Zürich 北京");
}

TEST(Dom, TakesANulAndControlCharactersForSpace) {
    EXPECT_EQ(inline_text(parse(std::string_view("<p>a\0b\x01"
                                                 "c</p>",
                                                 12))
                              .dom),
              "a b c");
}

// What costs parsers seconds or the stack.

TEST(DomTraps, FlattensAMegabyteOfOpenElements) {
    for (const char* piece : {"<div>", "<b>", "<font>", "<table><tr><td>", "<ul><li>", "<a><p>"}) {
        Document document = parse(repeated(piece, 1 << 20));
        EXPECT_LE(depth_of(document), Limits{}.depth + 1) << piece;
        EXPECT_TRUE(document.dom.first_child()) << piece;
    }
}

TEST(DomTraps, StopsAtStrayEndTagsUnderDeepNesting) {
    Document document = parse("<p>first</p>" + repeated("<div><i></section>", 60'000 * 18));
    EXPECT_TRUE(document.truncated);
    EXPECT_STREQ(document.dom.child("p").text().get(), "first");
    EXPECT_FALSE(parse(repeated("<div><i></b>", 60'000 * 12)).truncated);  // a block ends the search for a </b>
}

TEST(DomTraps, FindsOneBodyAmongManyUnderDeepNesting) {
    Document document = parse(repeated("<div>", 500'000) + repeated("<body>", 500'000) + "end");
    EXPECT_FALSE(document.truncated);
    EXPECT_EQ(std::distance(document.dom.begin(), document.dom.end()), 2);  // the divs, and html
    EXPECT_EQ(inline_text(document.dom), "end");
}

TEST(DomTraps, ReadsAFlatPageFullOfStrayEndTagsWhole) {
    EXPECT_FALSE(parse(repeated("<p>a</b></i></div>", 1 << 20)).truncated);
}

TEST(DomTraps, BoundsTheAttributesOfATag) {
    std::string tag = "<p";
    for (int i = 0; i < 20'000; ++i) tag += " a" + std::to_string(i) + "=1";
    Document document = parse(repeated(tag + ">x</p>", 1 << 20));
    EXPECT_FALSE(document.truncated);
    EXPECT_LE(std::distance(document.dom.child("p").attributes_begin(), document.dom.child("p").attributes_end()), 128);
}

TEST(DomTraps, LeavesOutAttributesBeyondTheTagLimit) {
    std::string data(100'000, 'x');
    Document document = parse("<img alt=a src=\"data:" + data + "\" title=b>c");
    pugi::xml_node image = document.dom.child("img");
    EXPECT_FALSE(image.attribute("src"));
    EXPECT_STREQ(image.attribute("title").value(), "b");
    EXPECT_EQ(inline_text(document.dom), "c");
}

TEST(DomTraps, StopsAtTheNodeLimitAndKeepsWhatStands) {
    Limits limits;
    limits.nodes = 1000;
    Document document = parse(repeated("<p>a</p>", 100'000), limits);
    EXPECT_TRUE(document.truncated);
    auto children = std::distance(document.dom.begin(), document.dom.end());
    EXPECT_GE(children, 400);
    EXPECT_LE(children, 1000);
}

}  // namespace
}  // namespace newsbus::html
