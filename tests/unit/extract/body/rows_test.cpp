// Parts of a page that are made alike: what stays together, and what goes together.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/extract/body/skerry_light.h"

namespace newsbus::extract {
namespace {

using test::first, test::second, test::third, test::fourth, test::p, test::text_of;

const std::string story = first + "\n\n" + second + "\n\n" + third + "\n\n" + fourth;

bool holds(const std::string& text, const std::string& what) {
    return text.find(what) != std::string::npos;
}

TEST(Rows, OfChaptersStayWhateverTheirMarksSay) {
    const std::string text =
        text_of("<div><section id=start>" + p(first) + "</section><section id=share-of-the-town><h2>Who pays</h2>" +
                p(second) + "</section><section id=comments-of-pilots><h2>Who waits</h2>" + p(third) +
                "</section><section id=related-tours><h2>Tours</h2>" + p(fourth) + "</section></div>");
    EXPECT_EQ(text, first + "\n\nWho pays\n\n" + second + "\n\nWho waits\n\n" + third + "\n\nTours\n\n" + fourth);
}

TEST(Rows, OfCommentsAreNoChapters) {
    const std::string comment =
        "<h4>Ned</h4>" + p("I have been up there once and shall never forget how it smelled of oil and salt.");
    const std::string text =
        text_of("<div>" + p(first) + p(second) + p(third) + p(fourth) + "</div><div><div id=comment-1>" + comment +
                "</div><div id=comment-2>" + comment + "</div><div id=comment-3>" + comment + "</div></div>");
    EXPECT_EQ(text, story);
}

TEST(Rows, WithAClassOfFurnitureKeepTheirShortOnesToo) {
    std::string posts;
    for (const std::string& post : {first + " " + second, second + " " + third, third + " " + fourth})
        posts += "<div class=ticker-post><h2>At the tower</h2>" + p(post) + "</div>";
    const std::string last = "The last of the keepers has locked the door, and the key went to the museum.";
    const std::string text =
        text_of("<div>" + posts + "<div class=ticker-post><h2>The end</h2>" + p(last) + "</div></div>");
    EXPECT_TRUE(holds(text, last)) << text;
    EXPECT_TRUE(text.starts_with("At the tower")) << text;
}

TEST(Rows, OfADateAnAuthorAndAReadingTimeAboveTheTextGo) {
    const std::string facts =
        "<ul><li>17 April 2024, 13:45</li><li>By Ada Quill</li><li>Reading time: 3 minutes</li></ul>";
    EXPECT_EQ(text_of("<article>" + facts + p(first) + p(second) + p(third) + p(fourth) + "</article>"), story);
    const std::string points =
        "<ul><li>The tower has been asked for by nobody since 17 April 2024.</li><li>Nobody sleeps below the lantern "
        "any more.</li></ul>";
    EXPECT_TRUE(holds(text_of("<article>" + points + p(first) + p(second) + p(third) + p(fourth) + "</article>"),
                      "Nobody sleeps below"));
}

TEST(MarketQuotes, GoFromATextThatSpeaksOfSomethingElse) {
    for (const std::string box : {"<div><ul><li><b>IBVX</b> <i>128.410</i> <i>-0,44%</i></li><li><b>LTVS3</b> "
                                  "<i>17,92</i> <i>+2,10%</i></li></ul></div>",
                                  "<table><caption>Live</caption><tr><td>KRCAY</td><td>41,20</td><td>%-2,4</td></"
                                  "tr><tr><td>ZYTIN</td><td>18,05</td>"
                                  "<td>%0,3</td></tr></table>"})
        EXPECT_EQ(text_of("<article>" + p(first) + p(second) + box + p(third) + p(fourth) + "</article>"), story)
            << box;
}

TEST(MarketQuotes, OfWhatTheTextSpeaksOfAndUnderHeadingsStay) {
    const std::string named = "<ul><li>Skerry 17,92 +2,10%</li><li>Quay Bank 9,83 -1,1%</li></ul>";
    EXPECT_TRUE(
        holds(text_of("<article>" + p(first) + p(second) + named + p(third) + p(fourth) + "</article>"), "Quay Bank"));
    const std::string headed =
        "<table><tr><th>Company</th><th>Close</th><th>Change</th></tr><tr><td>Merrow</td><td>41.20</td><td>-2.4%</td></"
        "tr>"
        "<tr><td>Quay Bank</td><td>18.05</td><td>+0.3%</td></tr></table>";
    EXPECT_TRUE(
        holds(text_of("<article>" + p(first) + p(second) + headed + p(third) + p(fourth) + "</article>"), "Quay Bank"));
}

TEST(Asides, OnAnotherSubjectGoFromAShortArticleToo) {
    const std::string aside =
        "<div><aside class=gallery><header>9 tricks for a clean bath</header><h4>Vinegar</h4>" +
        p("Spray the screen with warm vinegar, wait ten minutes and rinse it with a lot of water.") + "<h4>Lemon</h4>" +
        p("Rub the taps with half a lemon under coarse salt and dry them with a soft cloth.") + "</aside></div>";
    const std::string more =
        p("Nobody was asked whether the old lamp should burn once a year, though many a pilot would like to see it.") +
        p("The harbour office has not said what becomes of the boat that brought coal and letters to the rock.");
    const std::string text =
        text_of("<article>" + p(first) + p(second) + aside + p(third) + p(fourth) + more + "</article>");
    EXPECT_FALSE(holds(text, "vinegar")) << text;
    EXPECT_TRUE(holds(text, "coal and letters")) << text;
}

TEST(Pleas, GoByTheirButtonUpToHalfOfTheText) {
    const std::string plea =
        "<div class=grey>" + p("Dear reader, we have something to ask of you today, as you are here.") +
        p("The Courier has no owner who tells us what to write, and it takes no money of parties.") +
        p("We live of what people such as you give us, who like to know what goes on in town.");
    for (const char* link : {"/donate", "/abo", "/don"})
        EXPECT_EQ(text_of("<article>" + p(first) + p(second) + plea + "<p><a href=" + link +
                          ">Help us now</a></p></div>" + p(third) + p(fourth) + "</article>"),
                  story)
            << link;
    EXPECT_TRUE(holds(text_of("<article>" + p(first) + p(second) + plea +
                              "<p><a href=/about>Help us now</a></p></div>" + p(third) + p(fourth) + "</article>"),
                      "no owner"));
}

TEST(HiddenPages, AreReadWhenTheyHoldTheMainText) {
    const std::string inside = "<h2>Skerry light</h2>" + p(first) + p(second) + p(third) + p(fourth);
    EXPECT_EQ(text_of("<div style='display:none'><main>" + inside + "</main></div>"), story);
    EXPECT_EQ(text_of("<div style='display:none'><div>" + inside + "</div></div>"), "");
}

TEST(Corrections, StayBelowTheTextWhateverTheirClass) {
    const std::string note = "Correction: an earlier version of this report gave another year for the clockwork.";
    EXPECT_EQ(text_of("<article>" + p(first) + p(second) + p(third) + p(fourth) + "<p class=footer-note>" + note +
                      "</p></article>"),
              story + "\n\n" + note);
}

TEST(CallsToFollow, GoByTheChannelTheyLeadToInAnyLanguage) {
    const auto with = [](const std::string& line) {
        return text_of("<article>" + p(first) + p(second) + p(third) + p(fourth) + p(line) + "</article>");
    };
    for (const char* channel :
         {"https://news.google.com/publications/x", "https://whatsapp.com/channel/x", "https://t.me/courier"})
        EXPECT_EQ(
            with("Ikuti berita terbaru kami di <a href=" + std::string(channel) + ">saluran ini</a> setiap hari."),
            story)
            << channel;
    for (const char* place : {"https://t.me/mayor/123", "https://x.com/mayor", "https://www.youtube.com/watch?v=1"})
        EXPECT_TRUE(holds(with("The mayor has <a href=" + std::string(place) + ">said as much</a> on Monday night."),
                          "said as much"))
            << place;
}

TEST(Notices, OfTwoParagraphsGoWhenTheyStandBesideTheMainPart) {
    const std::string notice =
        "<div class=info>" +
        p("On these pages we store cookies on your device to count the visits that we get, with our partners.") +
        p("Whoever goes on without changing the settings agrees that cookies are stored and read at any time.") +
        p("Whose data they are is the publisher of the page; everybody may ask for them to be deleted.") + "</div>";
    const std::string more =
        p("Nobody was asked whether the old lamp should burn once a year, though many a pilot would like to see it.");
    EXPECT_EQ(text_of(notice + "<div role=main>" + p(first) + p(second) + p(third) + p(fourth) + more + "</div>"),
              story + "\n\n" + more.substr(3, more.size() - 7));
}

TEST(MarketQuotes, AreKnownWithoutBlanksBetweenTheirCells) {
    const auto row = [](const std::string& cells) { return "<div class=row>" + cells + "</div>"; };
    const std::string box = "<div class=box>" + row("Live") + row("<i>IBEX 35</i><i>10.312,40</i><i>+0,42%</i>") +
                            row("<i>Brent</i><i>82,35</i><i>+1,26%</i>") + row("Fifteen minutes late") + "</div>";
    EXPECT_EQ(text_of("<article>" + p(first) + p(second) + box + p(third) + p(fourth) + "</article>"), story);
}

}  // namespace
}  // namespace newsbus::extract
