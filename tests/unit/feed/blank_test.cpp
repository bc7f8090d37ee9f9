#include "read.h"

#include "feed/blank_html.h"

#include <string>
#include <string_view>

namespace newsbus::feed {
namespace {

constexpr std::string_view blank[] = {"",
                                      "   ",
                                      "<p> </p>",
                                      "<p>&nbsp;</p>",
                                      "<p></p>",
                                      "<b></b>",
                                      "<div><p>\n<br/></p></div>",
                                      "&nbsp;&#160;&#x200b;",
                                      "<!-- > --><p class='x'>\u00a0</p>"};

// Documents that must stay as they are.
constexpr std::string_view seen[] = {"x",
                                     "<p>.</p>",
                                     "<img src='/a.jpg'>",
                                     "<p><iframe src='/v'></iframe></p>",
                                     "<3",
                                     "<p>&amp;</p>",
                                     "<Foo></Foo>",
                                     "< >",
                                     "<p",
                                     "&",
                                     "<p>\u00a0x</p>",
                                     "<video src='/v'></video>"};

std::string cdata(std::string_view text) {
    return "<![CDATA[" + std::string(text) + "]]>";
}

TEST(Blank, IsWhatShowsNothing) {
    for (std::string_view html : blank) EXPECT_TRUE(shows_nothing(html)) << html;
    for (std::string_view html : seen) EXPECT_FALSE(shows_nothing(html)) << html;
    std::string many;
    while (many.size() < 1'000'000) many += "<p>&nbsp;";
    EXPECT_TRUE(shows_nothing(many));
    EXPECT_FALSE(shows_nothing(many + "<"));
}

TEST(Blank, TextGivesWayToTheNextOne) {
    for (std::string_view html : blank) {
        SCOPED_TRACE(html);
        Article article = rss_item("<content:encoded>" + cdata(html) +
                                   "</content:encoded><yandex:full-text>The real text.</yandex:full-text>");
        EXPECT_EQ(article.body, "The real text.");
        EXPECT_EQ(
            rss_item("<description>" + cdata(html) + "</description><itunes:summary>Real</itunes:summary>").description,
            "Real");
        EXPECT_EQ(rss_item("<title>" + cdata(html) + "</title><media:title>Real</media:title>").headline, "Real");
    }
    for (std::string_view html : {"   ", "<p> </p>"})
        EXPECT_EQ(
            article_of(R"({"items":[{"id":"1","content_html":")" + std::string(html) + R"(","content_text":"Real"}]})")
                .body,
            "Real");
    EXPECT_EQ(article_of(R"({"items":[{"id":"1","content_html":"<p>Real</p>","content_text":"Other"}]})").body, "Real");
}

TEST(Blank, LeavesNoFieldBehind) {
    for (std::string_view html : blank) {
        Article article = rss_item("<title>x</title><content:encoded>" + cdata(html) + "</content:encoded>");
        EXPECT_EQ(article.body + article.body_html, "") << html;
    }
    EXPECT_EQ(atom_entry("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p> </p></div></content>")
                  .body_html,
              "");
}

TEST(Blank, ContentLeavesTheBodyToALongDescription) {
    std::string text = "<p>";
    text.append(600, 'a').append("</p><p>").append(600, 'b').append("</p>");
    auto body = [&text](std::string_view content) {
        return rss_item("<description>" + cdata(text) + "</description><content:encoded>" + cdata(content) +
                        "</content:encoded>");
    };
    for (std::string_view nothing :
         {"<p>&nbsp;</p>", "<img src='https://stats.example/b.gif?x' width='1' height='1'>"}) {
        EXPECT_EQ(body(nothing).body.size(), 1202u) << nothing;
        EXPECT_EQ(body(nothing).body_html, text) << nothing;
    }
    EXPECT_EQ(body("<p>Short.</p>").body, "Short.");
    EXPECT_EQ(body("<img src='/photo.jpg' width='640'>").body, "");
    EXPECT_NE(body("<img src='/photo.jpg' width='640'>").body_html, "");
}

TEST(Blank, MarkupOfAPlainTextIsText) {
    EXPECT_EQ(atom_entry("<title>&lt;b&gt;&lt;/b&gt;</title>").headline, "<b></b>");
}

}  // namespace
}  // namespace newsbus::feed
