#include "feed/prepare.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>

namespace newsbus::feed {
namespace {

TEST(Prepare, FindsAFaultWhereverItStands) {
    for (std::size_t before = 0; before < 140; ++before)
        for (std::size_t after : {0, 1, 70}) {
            std::string begin(before, 'x'), end(after, 'y');
            EXPECT_EQ(prepared(begin + "&eacute;" + end), begin + "\u00e9" + end) << before;
            EXPECT_EQ(prepared(begin + "&#146;" + end), begin + "\u2019" + end) << before;
        }
}

TEST(Prepare, LeavesWhatXmlParsersKnow) {
    for (std::size_t before : {0, 1, 57, 62, 63, 64})
        for (std::string text :
             {"&lt;&gt;&amp;&quot;&apos;", "&", "&l", "&lt", "&amp", "& &;", "&#", "&#8", "&#8217;", "&#x2019;",
              "\t\r\n", "&nosuchname;", "&lt;p&gt;&amp;nbsp;", "<![CDATA[&nbsp;]]>", ""}) {
            text.insert(0, before, 'x');
            EXPECT_EQ(prepared(text), text);
        }
}

TEST(Prepare, ReadsAReferenceBehindOneInCdata) {
    EXPECT_EQ(prepared("<a><![CDATA[&nbsp;]]>&eacute;<![CDATA[&eacute;]]></a>"),
              "<a><![CDATA[&nbsp;]]>\u00e9<![CDATA[&eacute;]]></a>");
}

TEST(Prepare, KnowsWhichReferencesStandInCdata) {
    std::string section = "<![CDATA[ [x] <![CDATA[ &nbsp; ] &eacute; ]]>", known = "<i>&amp;</i>";
    std::string many;
    for (int i = 0; i < 20; ++i) many += known + section;
    EXPECT_EQ(prepared(many), many);
    EXPECT_EQ(prepared(many + "&eacute;" + section), many + "\u00e9" + section);
    EXPECT_EQ(prepared("<![CDATA[ not closed &eacute;"), "<![CDATA[ not closed &eacute;");
    EXPECT_EQ(prepared("[CDATA[ no mark &eacute;"), "[CDATA[ no mark \u00e9");
    EXPECT_EQ(prepared("]]> &eacute; <![CDATA["), "]]> \u00e9 <![CDATA[");
}

/// pugixml would make bytes of them that are no UTF-8, and where it sees CDATA is its own affair.
TEST(Prepare, LeavesNoNumberBeyondUnicodeAnywhere) {
    for (std::size_t before : {0, 1, 40, 62, 200})
        for (auto [text, read] : std::vector<std::pair<std::string, std::string>>{
                 {"<?m<![CDATA[?><t>&#1222543;</t>", "<?m<![CDATA[?><t>\uFFFD</t>"},
                 {"<![CDATA[&eacute; &#xD800; &#8217; ]]>", "<![CDATA[&eacute; \uFFFD &#8217; ]]>"},
                 // put together by what other references stand for
                 {"&&num;1222543;", "\uFFFD"},
                 {"&#1222543&semi;", "\uFFFD"},
                 {"&#122&Tab;2543;", "&#122\t2543;"}}) {
            std::string padding(before, 'x');
            EXPECT_EQ(prepared(padding + text), padding + read);
        }
    std::string doctype = "<!DOCTYPE rss [<!ENTITY half '&#12225'>]>";
    EXPECT_EQ(prepared(doctype + "<rss>&half;43;</rss>"), doctype + "<rss>\uFFFD</rss>");
}

/// Leading zeros keep a number from being judged the short way.
TEST(Prepare, ReadsPlainNumbersAsItReadsAllOthers) {
    for (unsigned code : {0u,   1u,   9u,    10u,    31u,    32u,    38u,    65u,    127u,   128u,     146u,
                          159u, 160u, 8217u, 55295u, 55296u, 57343u, 57344u, 65535u, 99999u, 1114111u, 1114112u}) {
        std::string decimal = std::to_string(code);
        std::ostringstream hex;
        hex << std::hex << code;
        for (auto [start, digits] : {std::pair<std::string, std::string>{"&#", decimal}, {"&#x", hex.str()}}) {
            std::string shortly = start + digits + ";", at_length = start + "0000000" + digits + ";";
            std::string read = prepared(at_length);
            EXPECT_EQ(prepared(shortly), read == at_length ? shortly : read) << shortly;
            EXPECT_EQ(prepared("<a>" + shortly), "<a>" + (read == at_length ? shortly : read)) << shortly;
        }
    }
}

}  // namespace
}  // namespace newsbus::feed
