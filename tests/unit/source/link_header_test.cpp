#include "source/link_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LinkHeader, HoldsSeveralLinksWithQuotedAndBareParameters) {
    EXPECT_THAT(links_of_header(R"(</style.css>; rel=preload; as=style, <posts.xml> ; REL="Alternate feed" ;)"
                                R"( type=application/rss+xml; title="a \"b\", c; d")"),
                ElementsAre(HeaderLink{"/style.css", "preload", "", ""},
                            HeaderLink{"posts.xml", "alternate feed", "application/rss+xml", R"(a "b", c; d)"}));
}

TEST(LinkHeader, TakesTheFirstOfParametersOfOneName) {
    EXPECT_THAT(links_of_header("<a>; rel=next; rel=alternate; type=\"text/xml\"; type=x"),
                ElementsAre(HeaderLink{"a", "next", "text/xml", ""}));
}

TEST(LinkHeader, KeepsTargetsWithCommasAndSemicolons) {
    EXPECT_THAT(links_of_header("<https://a.example/x,y;z>; rel=alternate,<b>"),
                ElementsAre(HeaderLink{"https://a.example/x,y;z", "alternate", "", ""}, HeaderLink{"b", "", "", ""}));
}

TEST(LinkHeader, EndsAtWhatCannotBeRead) {
    EXPECT_THAT(links_of_header(""), IsEmpty());
    EXPECT_THAT(links_of_header("none"), IsEmpty());
    EXPECT_THAT(links_of_header("<a"), IsEmpty());
    EXPECT_THAT(links_of_header("<a>; rel=\"alternate"), ElementsAre(HeaderLink{"a", "alternate", "", ""}));
    EXPECT_THAT(links_of_header("<a>; rel; x, <b>"), testing::SizeIs(2));
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "<a>,";
    EXPECT_THAT(links_of_header(many), testing::SizeIs(50));
}

}  // namespace
}  // namespace newsbus::source
