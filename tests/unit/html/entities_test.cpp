#include "html/entities.h"

#include "html/text.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::html {
namespace {

struct Case {
    const char* text;
    const char* decoded;
};

TEST(Entities, DecodesReferencesOnceAfterTheHtmlStandard) {
    const Case cases[] = {
        // named, with and without semicolon
        {"&amp;lt;", "&lt;"},
        {"Caf&eacute; &ndash; &hellip;", "Café – …"},
        {"&copy 2026", "© 2026"},
        {"AT&T &ampx", "AT&T &x"},
        {"&notit; &notin;", "¬it; ∉"},
        {"&ThickSpace;", "\xE2\x81\x9F\xE2\x80\x8A"},
        {"&CounterClockwiseContourIntegral;", "∳"},
        {"&apos;&period;&NewLine;", "'.\n"},
        // numeric
        {"&#8217;&#x2019;&#X2019", "’’’"},
        {"&#150; &#x80;", "– €"},
        {"&#0; &#xD800; &#99999999999;", "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD"},
        {"&#x1F600;", "😀"},
        // not references
        {"&nosuchname; & &; &# &#x; &#xg", "&nosuchname; & &; &# &#x; &#xg"},
        {"&hellip", "&hellip"},
        {"&", "&"},
    };
    for (const Case& c : cases) EXPECT_EQ(decode_entities(c.text), c.decoded) << c.text;
}

TEST(Entities, LeavesQueryParametersInAttributesAlone) {
    std::string out;
    append_decoded(out, "?a=1&copy=2&amp;b=3&lt4&lt;", Place::attribute);
    EXPECT_EQ(out, "?a=1&copy=2&b=3&lt4<");
}

TEST(Entities, EscapesWhatWouldBeMarkup) {
    std::string text, attribute;
    append_escaped(text, "a < b & \"c\" > d", Place::text);
    append_escaped(attribute, "\"&\"", Place::attribute);
    EXPECT_EQ(text, "a &lt; b &amp; \"c\" &gt; d");
    EXPECT_EQ(attribute, "&quot;&amp;&quot;");
}

}  // namespace
}  // namespace newsbus::html
