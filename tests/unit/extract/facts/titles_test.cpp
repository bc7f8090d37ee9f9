#include "extract/facts/titles.h"

#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

Heading heading(const std::string& inside) {
    html::Document document = html::parse("<h1>" + inside + "</h1>");
    return heading_at(
        document.dom.find_node([](pugi::xml_node node) { return std::string_view(node.name()) == "h1"; }));
}

TEST(HeadingAt, ReadsTheHeadlineWithAndWithoutItsLabel) {
    Heading read = heading("<span class=article__kicker>Traffic</span><span class=sr-only>: </span>Bridge to close");
    EXPECT_EQ(read.text, "Traffic: Bridge to close");
    EXPECT_EQ(read.bare, "Bridge to close");
    EXPECT_EQ(heading("Bridge <em>to</em> close").bare, "Bridge to close");
}

TEST(HeadingAt, LeavesThePunctuationThatJoinedTheLabelOut) {
    EXPECT_EQ(heading("<span class=topline>Traffic</span><span> – : </span>Bridge to close").bare,
              "– : Bridge to close");
    EXPECT_EQ(heading("<span class=topline>Traffic</span><span>: </span>Bridge to close").bare, "Bridge to close");
}

TEST(HeadingAt, KnowsTheNameOfTheSiteByItsLink) {
    EXPECT_TRUE(heading("<a href='/'>Lindmouth Courier</a>").leads_home);
    EXPECT_TRUE(heading("<a href='https://courier.example'>Lindmouth Courier</a>").leads_home);
    EXPECT_FALSE(heading("<a href='/2026/bridge'>Bridge to close</a>").leads_home);
    EXPECT_FALSE(heading("<a href='/'>Courier</a>: Bridge to close").leads_home);
}

TEST(WithoutSite, TakesTheNameOffBothEnds) {
    const Site site{"Courier - News of the Coast", "www.courier.example"};
    for (const char* title : {"Bridge to close in March - Courier - News of the Coast",
                              "Courier - News of the Coast | Bridge to close in March",
                              "Bridge to close in March | Local", "Bridge to close in March - courier.example"})
        EXPECT_EQ(without_site(title, site, {}), "Bridge to close in March") << title;
}

TEST(WithoutSite, LeavesPartsOfTheHeadline) {
    const Site site{"Courier", "www.courier.example"};
    EXPECT_EQ(without_site("Bridge to close in March - what we know", site, {}),
              "Bridge to close in March - what we know");
    EXPECT_EQ(without_site("Couriers wanted in the harbour", site, {}), "Couriers wanted in the harbour");
}

TEST(WithoutSite, LeavesWhatIsAHeadingOfThePage) {
    Heading whole{"Bridge to close in March | A history", "", false};
    EXPECT_EQ(without_site("Bridge to close in March | A history | Courier", {"Courier", "courier.example"}, {whole}),
              "Bridge to close in March | A history");
}

}  // namespace
}  // namespace newsbus::extract
