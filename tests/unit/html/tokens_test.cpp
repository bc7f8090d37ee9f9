#include "html/tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::html {
namespace {

// "t:text s:name[a=b] e:name r:name{inside}", one space between tokens.
std::string tokens_of(std::string_view html) {
    std::string out;
    Tokens tokens(html);
    for (Token token; tokens.next(token);) {
        if (!out.empty()) out += ' ';
        switch (token.kind) {
            case Token::Kind::text:
                out += "t:" + std::string(token.text);
                break;
            case Token::Kind::start:
                out += "s:" + token.name;
                break;
            case Token::Kind::end:
                out += "e:" + token.name;
                break;
            case Token::Kind::raw:
                out += "r:" + token.name + "{" + std::string(token.text) + "}";
                break;
        }
        if (token.kind == Token::Kind::text) continue;
        for (const Attribute& attribute : token.attributes)
            out += "[" + std::string(attribute.name) + "=" + std::string(attribute.value) + "]";
    }
    return out;
}

TEST(Tokens, FollowsTheTokenizerOfTheStandard) {
    const std::pair<std::string, const char*> cases[] = {
        // tags
        {"<P>a</P >", "s:p t:a e:p"},
        {"<a href=x title='it\"s' data-y=\"<>\" z>", "s:a[href=x][title=it\"s][data-y=<>][z=]"},
        {"<a title=it's>x", "s:a[title=it's] t:x"},
        {"<br/><img src=a/b/>", "s:br s:img[src=a/b/]"},
        {"<p<b>x</P\"q>", "s:p<b t:x e:p\"q"},
        {"<joe@News.example><\303\211><o:p/>", "s:joe@news.example t:<\303\211> s:o:p"},
        // what is not a tag
        {"1 < 2 <3", "t:1  t:< 2  t:<3"},
        {"a</>b</ c>d", "t:a t:b t:d"},
        {"a</", "t:a t:</"},
        // comments and declarations
        {"<!doctype html><!-- a > b -->c<!-->d<?xml a?>e", "t:c t:d t:e"},
        {"a<!-- open", "t:a"},
        {"<!--->a<!-- b --!>c<!----!>d<!-- -- > --- ->-->e", "t:a t:c t:d t:e"},
        {"<!---!>a--><!--!>b-->c", "t:c"},
        {"a<!--" + std::string(10, '-') + ">b", "t:a t:b"},
        {"<![CDATA[a < b]]>c", "t:a < b t:c"},
        // insides that are not markup
        {"<script>if (a<b) '</p>'</SCRIPT >x", "r:script{if (a<b) '</p>'} t:x"},
        {"<title>a <b> c</title>", "r:title{a <b> c}"},
        {"<svg><g/><svg></svg><text>t</text></svg>x", "r:svg{<g/><svg></svg><text>t</text>} t:x"},
        {"<svg/>x<iframe src=a />y", "r:svg{} t:x r:iframe{}[src=a] t:y"},
        {"<style>a </styles x</Style\n>b", "r:style{a </styles x} t:b"},
        {"<style>a</style title='>' x/>b<title>c</title x=\">d\">e", "r:style{a} t:b r:title{c} t:e"},
        {"<script>a</script", "r:script{a</script}"},
        {"<textarea>never closed", "r:textarea{} t:never closed"},
        {"<script>never closed", "r:script{never closed}"},
        // the end of the document inside a tag
        {"a<b href=\"x", "t:a"},
        {"a<b", "t:a"},
        {"a<", "t:a t:<"},
    };
    for (const auto& [html, expected] : cases) EXPECT_EQ(tokens_of(html), expected) << html;
}

TEST(Tokens, EndsScriptsThatAreHiddenInComments) {
    const std::pair<const char*, const char*> cases[] = {
        {"<!-- a </script>b", "r:script{<!-- a } t:b"},
        {"<!-- write('<script>1</script>') --></script>b", "r:script{<!-- write('<script>1</script>') -->} t:b"},
        {"<!-- <script>1</script></script>b", "r:script{<!-- <script>1</script>} t:b"},
        {"<!-- <script>1<script>2</script></script>b", "r:script{<!-- <script>1<script>2</script>} t:b"},
        {"<!-- <script --></script>b", "r:script{<!-- <script -->} t:b"},
        {"<!-- <scripts></script>b", "r:script{<!-- <scripts>} t:b"},
        {"<!--><script></script>b", "r:script{<!--><script>} t:b"},
        {"<!-- --><script></script>b", "r:script{<!-- --><script>} t:b"},
        {"<script></script>b", "r:script{<script>} t:b"},
        {"<!-- --><!-- <SCRIPT/></SCRIPT/> --></script>b", "r:script{<!-- --><!-- <SCRIPT/></SCRIPT/> -->} t:b"},
        {"<!-- <script>never ends</script>", "r:script{<!-- <script>never ends</script>}"},
    };
    for (const auto& [inside, expected] : cases)
        EXPECT_EQ(tokens_of("<script>" + std::string(inside)), expected) << inside;
}

TEST(Tokens, KeepsABoundedNumberOfAttributes) {
    std::string tag = "<a";
    for (int i = 0; i < 20'000; ++i) tag += " a" + std::to_string(i) + "=1";
    tag += ">";
    Tokens tokens(tag);
    Token token;
    ASSERT_TRUE(tokens.next(token));
    EXPECT_EQ(token.attributes.size(), Tokens::max_attributes);
    EXPECT_FALSE(tokens.next(token));
}

}  // namespace
}  // namespace newsbus::html
