#include "extract/body/script_text.h"

#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string first =
    "The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long dispute.";
const std::string second =
    "Engineers told the meeting that the bearings under the northern span had worn to half of their thickness.";
const std::string third =
    "A ferry will carry pedestrians and cyclists from March, while lorries are sent around the bay by the valley road.";
const std::string fourth =
    "The council promised a report on the costs in autumn and another one before the bridge opens to traffic again.";

std::string repeated(const std::string& piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
}

TEST(TextInScripts, FindsTheLongestHtml) {
    const std::string html = "<p>" + first + "</p><p>" + second + "</p><p>" + third + "</p><p>" + fourth + "</p>";
    const std::string escaped = "\\u003cp\\u003e" + first + "\\u003c/p\\u003e\\u003cp class=\\\"a\\\"\\u003e" + second +
                                "\\u003c/p\\u003e<p>" + third + "<\\/p><p>" + fourth + "</p>";
    EXPECT_EQ(text_in_scripts({"x=\"<p>a</p><p>b</p>\"", "self.push([1,\"" + escaped + "\"])"}).find("<p>" + first),
              0u);
    EXPECT_EQ(text_in_scripts({"state = {\"body\":\"" + html + "\"}"}), html);
}

TEST(TextInScripts, MakesParagraphsOfProse) {
    const std::string list = "[{\"t\":\"" + first + "\"},{\"t\":\"" + second + "\"},{\"t\":\"" + third +
                             "\"},{\"t\":\"" + third + "\"},{\"t\":\"" + fourth + "\"}]";
    const std::string expected = "<p>" + first + "</p><p>" + second + "</p><p>" + third + "</p><p>" + fourth + "</p>";
    EXPECT_EQ(text_in_scripts({list}), expected);
    std::string nested = list;
    for (std::size_t at = 0; (at = nested.find('"', at)) != std::string::npos; at += 2) nested.insert(at, "\\");
    EXPECT_EQ(text_in_scripts({"push(\"" + nested + "\")"}), expected);
}

TEST(TextInScripts, KeepsParagraphsWithLinksAndEmphasis) {
    const std::string linked = "The <a href=\\\"/p\\\">pilots</a> " + third.substr(11);
    const std::string list = "[{\"content\":\"" + first + "\"},{\"content\":\"" + second + "\"},{\"content\":\"" +
                             linked + "\"},{\"content\":\"" + fourth + "\"}]";
    EXPECT_EQ(text_in_scripts({list}), "<p>" + first + "</p><p>" + second + "</p><p>The pilots " + third.substr(11) +
                                           "</p><p>" + fourth + "</p>");
}

TEST(TextInScripts, IsNothingWithoutAText) {
    EXPECT_EQ(text_in_scripts({}), "");
    EXPECT_EQ(text_in_scripts({"var a = \"" + first + "\";"}), "");  // too little
    EXPECT_EQ(text_in_scripts({"\"", "\"\\", "\"\\u12", "\"" + std::string(200, '\\')}), "");
    EXPECT_EQ(
        text_in_scripts({repeated("\"function(a){return a;};https://cdn.example/script/a/b/c/d/e/f/g/h.js\",", 50)}),
        "");
}

TEST(TextInScripts, IsTheBodyOfAPageThatShowsNone) {
    const std::string page = "<div id=app></div><script>app({\"body\":\"<p>" + first + "</p><p>" + second + "</p><p>" +
                             third + "</p><p>" + fourth + "</p>" + repeated(" ", 1000) + "\"})</script>";
    Article article = read_page(page, "text/html", Url::parse("https://courier.example/a").value()).value();
    EXPECT_TRUE(article.body.starts_with(first + "\n\n" + second)) << article.body;
    EXPECT_EQ(article.provenance.at("articleBody"), "script");
}

}  // namespace
}  // namespace newsbus::extract
