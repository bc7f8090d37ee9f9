#include "extract/selectors/selector.h"

#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string page =
    "<html><body><div id=top class='a wide'><h1 id=h>Head</h1><p id=p1 lang=en-GB>One</p><p id=p2 class=b>Two</p>"
    "<p id=p3 class='b lead'>Three</p><ul id=u><li id=l1><li id=l2 data-x='1:2'><li id=l3><li id=l4><li "
    "id=l5></ul></div>"
    "<section id=s class='x:y'><div id=d><p id=p4><a id=k href='/story/17.html'>link</a></p></div><span "
    "id=e></span></section>"
    "</body></html>";

/// The ids of what the text names in the page above, or the error.
std::string selected(const std::string& text) {
    auto selector = Selector::parse(text);
    if (!selector) return selector.error().what;
    html::Document document = html::parse(page);
    std::string ids;
    for (const pugi::xpath_node& found : selector->select(document.dom)) {
        std::string name =
            found.attribute() ? std::string("@") + found.attribute().value() : found.node().attribute("id").value();
        ids += (ids.empty() ? "" : " ") + name;
    }
    return ids;
}

struct Case {
    const char* text;
    const char* expected;
};

TEST(Selector, ReadsCss) {
    for (auto [text, expected] : {// type, class, id
                                  Case{"p", "p1 p2 p3 p4"},
                                  {"P.b", "p2 p3"},
                                  {".b.lead", "p3"},
                                  {"#p1", "p1"},
                                  {"*#s", "s"},
                                  {"css:h1", "h"},
                                  // attributes
                                  {"[lang]", "p1"},
                                  {"[lang=en-GB]", "p1"},
                                  {"[class~='wide']", "top"},
                                  {"[lang|=en]", "p1"},
                                  {"[lang|=e]", ""},
                                  {"a[href^=\"/story/\"]", "k"},
                                  {"a[href$='.html']", "k"},
                                  {"a[href*=ry]", "k"},
                                  {"[id=TOP i]", "top"},
                                  {"[href^='']", ""},
                                  {"[data-x='1:2']", "l2"},
                                  // combinators
                                  {"div p", "p1 p2 p3 p4"},
                                  {"section p a", "k"},
                                  {"section > p", ""},
                                  {"section>div>p", "p4"},
                                  {"h1 + p", "p1"},
                                  {"h1~p", "p1 p2 p3"},
                                  {"p + p.lead", "p3"},
                                  {"body div div", ""},
                                  {"p.b ~ ul > li:first-child", "l1"},
                                  // pseudo-classes
                                  {"li:first-child", "l1"},
                                  {"li:last-child", "l5"},
                                  {"li:nth-child(2)", "l2"},
                                  {"li:nth-child(odd)", "l1 l3 l5"},
                                  {"li:nth-child( 2n )", "l2 l4"},
                                  {"li:nth-child(-n+2)", "l1 l2"},
                                  {"li:nth-child(3n - 1)", "l2 l5"},
                                  {"li:nth-child(n+4)", "l4 l5"},
                                  {"p:nth-of-type(2)", "p2"},
                                  {"#top p:nth-child(2)", "p1"},
                                  {"li:not(:first-child)", "l2 l3 l4 l5"},
                                  {"p:not(.b)", "p1 p4"},
                                  {"p:not(.b.lead)", "p1 p2 p4"},
                                  // lists, escapes
                                  {"h1, .lead ,li:last-child", "h p3 l5"},
                                  {".x\\:y", "s"},
                                  {".x\\3A y", "s"},
                                  {"#\\70 1", "p1"}})
        EXPECT_EQ(selected(text), expected) << text;
}

TEST(Selector, ReadsXPath) {
    for (auto [text, expected] : {Case{"//p[@class]", "p2 p3"},
                                  {"/html/body/section", "s"},
                                  {"(//li)[2]", "l2"},
                                  {"./html/body/*[2]", "s"},
                                  {"xpath:html/body/div", "top"},
                                  {"//a/@href", "@/story/17.html"},
                                  {"//p[contains(., 'Two')]", "p2"},
                                  {" //h1", "h"}})
        EXPECT_EQ(selected(text), expected) << text;
}

TEST(Selector, NamesTheColumnOfAMistake) {
    for (auto [text, expected] : {Case{"", "column 1: a selector is missing"},
                                  {"p >", "column 4: a selector is missing"},
                                  {"p,,a", "column 3: unexpected `,`"},
                                  {"p..b", "column 3: a name is missing"},
                                  {"a[href", "column 7: expected one of = ~= |= ^= $= *= or `]`"},
                                  {"a[href='x]", "column 11: the quote is not closed"},
                                  {"p:hover", "column 3: `:hover` is not known here; XPath may say it"},
                                  {"p::before", "column 3: pseudo-elements name no element"},
                                  {"li:nth-child(x)", "column 14: expected a number, an+b, odd or even"},
                                  {"li:nth-child(2n+)", "column 17: expected a number"},
                                  {"p:not(a:not(b))", "column 13: `:not` inside `:not`"},
                                  {"p:not(a b)", "column 9: `:not` takes one simple selector; expected `)`"},
                                  {"p)", "column 2: unexpected `)`"},
                                  {"css: p!", "column 7: unexpected `!`"},
                                  {"//p[", "column 5: Unrecognized node test"},
                                  {"count(//p)", "column 6: unexpected `(`"},
                                  {"xpath:count(//p)", "column 7: names no nodes but gives a value"},
                                  {"//p/following::a", "column 5: the axis following:: is not available"}})
        EXPECT_EQ(selected(text), expected) << text;
}

TEST(Selector, IsBounded) {
    EXPECT_EQ(selected("/" + std::string(1000, 'a')), "column 1001: an expression has 1000 bytes at most");
    std::string deep = "//p";
    for (int i = 0; i < 20; ++i) deep += "[a";
    EXPECT_EQ(selected(deep), "column 36: more than 16 brackets in one another");
    EXPECT_NE(selected("a a a a a a a a a a a a a a a a a"), "");
}

// Divs 400 deep with many leaves: matching backwards, or by sets of ancestors, takes minutes.
TEST(Selector, IsLinearOnHostilePages) {
    std::string hostile;
    for (int i = 0; i < 390; ++i) hostile += "<div>";
    for (int i = 0; i < 40000; ++i) hostile += "<b></b>";
    html::Document document = html::parse(hostile);
    EXPECT_TRUE(Selector::parse("div div div div div div div div u")->select(document.dom).empty());
    EXPECT_EQ(Selector::parse("div > b ~ b:nth-child(odd)")->select(document.dom).size(), 19999u);
    EXPECT_TRUE(Selector::parse("//div//div//b[count(preceding-sibling::b) > 3]")->select(document.dom).empty());
}

}  // namespace
}  // namespace newsbus::extract
