#include "url/web_address.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace newsbus {
namespace {

const Url base = Url::parse("https://news.example/rss/feed.xml").value();

TEST(WebAddress, IsHttpOrHttpsAndAbsolute) {
    EXPECT_EQ(web_address_text("https://a.example/1", base), "https://a.example/1");
    EXPECT_EQ(web_address_text("HTTP://A.example", base), "http://a.example/");
    EXPECT_EQ(web_address_text("/1", base), "https://news.example/1");
    EXPECT_EQ(web_address_text("?p=1", base), "https://news.example/rss/feed.xml?p=1");
    EXPECT_EQ(web_address_text("//b.example/1", base), "https://b.example/1");
    EXPECT_EQ(web_address_text("#part-3", base), "https://news.example/rss/feed.xml#part-3");
}

TEST(WebAddress, HasNoUserAndNoPassword) {
    EXPECT_EQ(web_address_text("https://me:secret@a.example/1", base), "https://a.example/1");
    EXPECT_EQ(web_address_text("/1", Url::parse("https://me:secret@a.example/").value()), "https://a.example/1");
}

TEST(WebAddress, IsNothingThatRunsOrReachesElsewhere) {
    for (std::string_view text : {"javascript:alert(1)",
                                  "JaVaScRiPt:alert(1)",
                                  "java\nscript:alert(1)",
                                  " \tjavascript:void(0)",
                                  "\u200bjavascript:alert(1)",
                                  "\x01javascript:alert(1)",
                                  "data:text/html;base64,PGI+",
                                  "vbscript:msgbox(1)",
                                  "file:///etc/hostname",
                                  "file://host/share",
                                  "blob:https://a.example/1",
                                  "about:blank",
                                  "mailto:a@b.example",
                                  "tel:+4930",
                                  "ftp://a.example/1",
                                  "rtsp://a.example/1",
                                  "magnet:?xt=1",
                                  "urn:uuid:1",
                                  "tag:a.example,2024:1",
                                  "ws://a.example/",
                                  "view-source:https://a.example/",
                                  "feed:https://a.example/",
                                  "intent://a.example/#Intent",
                                  "jar:https://a.example/!/",
                                  "ms-word:ofe|u|https://a.example/"})
        EXPECT_FALSE(web_address(text, base)) << text;
}

TEST(WebAddress, IsNothingThatSaysNothing) {
    for (std::string_view text :
         {"", " ", "\n\t", "\u00a0", "\u200b", "\ufeff", "\u2060\u3000", "\u00ad", "#", " # ", "\u200e"})
        EXPECT_FALSE(web_address(text, base)) << text;
}

TEST(WebAddress, LosesWhatNobodySeesAtItsEnds) {
    for (std::string_view unseen :
         {" ", "\n", "\u00a0", "\u200b", "\u200e", "\u202a", "\u2060", "\u3000", "\u00ad", "\ufeff"}) {
        std::string around(unseen);
        EXPECT_EQ(web_address_text(around + "https://a.example/1" + around, base), "https://a.example/1") << around;
        EXPECT_EQ(web_address_text(around + "/1" + around, base), "https://news.example/1") << around;
    }
}

TEST(WebAddress, KeepsWhatStandsInsideIt) {
    EXPECT_EQ(web_address_text("https://a.example/\u4e2d\u3000x", base), "https://a.example/%E4%B8%AD%E3%80%80x");
    EXPECT_EQ(web_address_text("https://a.example/?u=javascript:x", base), "https://a.example/?u=javascript:x");
}

TEST(WebAddress, NeedsABaseWhenItIsRelative) {
    EXPECT_FALSE(web_address("/1", Url()));
    EXPECT_EQ(web_address_text("https://a.example/1", Url()), "https://a.example/1");
}

}  // namespace
}  // namespace newsbus
