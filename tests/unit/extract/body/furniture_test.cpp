#include <gtest/gtest.h>

#include <string>

#include "tests/unit/extract/body/skerry_light.h"

namespace newsbus::extract {
namespace {

using test::first, test::second, test::third, test::fourth, test::fifth, test::p, test::text_of;

const std::string story = first + "\n\n" + second + "\n\n" + third + "\n\n" + fourth + "\n\n" + fifth;

const std::string told = p(first) + p(second) + p(third) + p(fourth) + p(fifth);

std::string times(int count, const std::string& html) {
    std::string all;
    for (int i = 0; i < count; ++i) all += html;
    return all;
}

std::string notice(int paragraphs) {
    return times(
        paragraphs,
        p("We and our partners store cookies on your device to count visits, to remember what you chose and to "
          "show advertisements that fit."));
}

TEST(Notices, AboutCookiesGoEvenWhenTheyAreLongerThanTheArticle) {
    EXPECT_EQ(text_of("<div>" + told + "</div><div id=cookie-centre role=dialog>" + notice(30) + "</div>"), story);
    EXPECT_EQ(text_of("<div>" + told + "</div><div class=x7><div>" + notice(12) + "</div></div>"), story);
    EXPECT_EQ(
        text_of("<main><article>" + told + "</article></main><div class=modal id=cookiePolicy>" + notice(4) + "</div>"),
        story);
}

TEST(Notices, InADialogGoWhateverTheySay) {
    const std::string terms = times(12, p("Some of those who measure the visits of this page keep a number on your "
                                          "machine that says nothing of who you are, for thirteen months."));
    EXPECT_EQ(text_of("<dialog open>" + terms + "</dialog><div>" + told + "</div>"), story);
    EXPECT_EQ(text_of("<div role=dialog aria-modal=true>" + terms + "</div><div>" + told + "</div>"), story);
}

TEST(Title, WhatStandsAboveItIsNoText) {
    const std::string strip = times(
        4, "<span><b>10:15</b> The council of the outer islands has closed the northern pier until the autumn.</span>");
    EXPECT_EQ(text_of("<div><div class=r1>" + strip + "</div><div><h1>Skerry light</h1><div>" + told + "</div></div>"),
              story);
    EXPECT_EQ(
        text_of("<div>" + p(first) + p(second) + p(third) + "<h1>Skerry light</h1>" + p(fourth) + p(fifth) + "</div>"),
        story)
        << "more stands above it than below";
}

TEST(Notices, StayInAnArticleAboutCookies) {
    const std::string html = "<article>" + p(first) + notice(5) + p(fourth) + "</article>";
    EXPECT_NE(text_of(html, "What cookies know of you").find("We and our partners"), std::string::npos);
}

TEST(Strips, OfHeadlinesAreNoText) {
    const std::string strip =
        times(6, "Ferry to the outer islands stays in the harbour until Friday because of the wind «» ");
    EXPECT_EQ(text_of("<div><div class=w>" + strip + "</div><div>" + told + "</div></div>"), story);
}

TEST(Boxes, ThatStandThreeTimesGo) {
    const std::string box =
        "<div class=item><p>Storm lantern with a wick as wide as your hand, and oil for two nights at sea.</p></div>";
    EXPECT_EQ(text_of("<div>" + told + "</div><div>" + times(12, box) + "</div>"), story);
}

TEST(Boxes, WhatReturnsBetweenOtherParagraphsStays) {
    const std::string step = p("Wind the clockwork by hand, count the turns, and write the number into the log.");
    const std::string html =
        "<article>" + p(first) + step + p(second) + step + p(third) + step + p(fourth) + "</article>";
    EXPECT_NE(text_of(html).find("count the turns"), std::string::npos);
}

TEST(Boxes, AroundAFormGoWithTheirLines) {
    const std::string letter =
        "<div class=x1><p>The morning letter</p><p>Five stories of the coast that matter, at six "
        "o'clock in your inbox.</p><form><input type=email></form><p>By leaving your address you "
        "agree to our terms.</p></div>";
    EXPECT_EQ(text_of("<article>" + p(first) + p(second) + letter + p(third) + p(fourth) + p(fifth) + "</article>"),
              story);
}

TEST(Boxes, ThatAskForMoneyGo) {
    const std::string plea =
        "<section class=x7><p><b>A minute of your time</b></p><p>Whoever reads this far knows why "
        "the coast needs a paper of its own.</p><p>Three coins a month keep us free.</p>"
        "<p><a href=/donate/once>Give once</a> <a href=/donate>Give each month</a></p></section>";
    EXPECT_EQ(text_of("<article>" + p(first) + p(second) + plea + p(third) + p(fourth) + p(fifth) + "</article>"),
              story);
    const std::string said =
        "<p>Whoever wants to help <a href=/donate>may give something</a> for the lamp, she said.</p>";
    EXPECT_NE(text_of("<article>" + p(first) + p(second) + said + p(third) + p(fourth) + "</article>").find("she said"),
              std::string::npos);
}

TEST(Captions, AreTheTextOfAStoryToldInPictures) {
    std::string list;
    for (const std::string& text : {first, second, third, fourth, fifth})
        list += "<li><figure><img src=a.jpg><figcaption>" + p(text) + "</figcaption></figure></li>";
    const std::string text = text_of("<article><ul>" + list + "</ul></article>");
    for (const std::string& part : {first, second, third, fourth, fifth})
        EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(Boxes, WithALabelOfAdvertisementsGo) {
    const std::string ad = "<div><a href=/a><i>广告</i><span>Lamps at half the price, today only.</span></a></div>";
    EXPECT_EQ(text_of("<article>" + p(first) + p(second) + ad + p(third) + p(fourth) + p(fifth) + "</article>"), story);
    const std::string stone = " astra, says the stone over the door of the tower, and nobody knows who put it there.";
    EXPECT_EQ(text_of("<article>" + told + "<p><b>Ad</b>" + stone + "</p></article>"), story + "\n\nAd" + stone);
}

TEST(Notes, OnCopyrightGoHoweverLongTheyAre) {
    const std::string note = "Copyright 1995 - 2026. " + first + second + third;
    EXPECT_EQ(text_of("<article>" + told + "</article><div>" + p(note) + "</div>"), story);
    EXPECT_EQ(text_of("<article>" + told + p(note) + "</article>"), story);
    const std::string sentence =
        "Copyright of the log books is with the town, which lends them to whoever asks for them.";
    EXPECT_EQ(text_of("<article>" + told + p(sentence) + "</article>"), story + "\n\n" + sentence);
}

TEST(Boxes, AFormAroundThePageTakesNothingAlong) {
    EXPECT_EQ(text_of("<form id=aspnet><div><div>" + told + "</div></div></form>"), story);
}

std::string card(int number, const std::string& site = "") {
    const std::string name = std::to_string(number);
    return "<div class=card><h3><a href='" + site + "/news/" + name + "'>Another report of the coast, number " + name +
           "</a></h3><p>What the harbour master said of it on Monday, and why the boats stay where they are, part " +
           name + ".</p></div>";
}

std::string cards(int count, const std::string& site = "") {
    std::string all;
    for (int i = 0; i < count; ++i) all += card(i, site);
    return all;
}

TEST(Cards, OfOtherArticlesGoEvenWhenTheyAreMoreThanTheText) {
    EXPECT_EQ(text_of("<main><div>" + told + "<div>" + cards(20) + "</div></div></main>"), story);
    EXPECT_EQ(text_of("<main><div>" + told + "<div>" + cards(5, "https://courier.example") + "</div></div></main>"),
              story);
}

TEST(Cards, TwoOfThemOrThoseThatLeadElsewhereAreText) {
    const std::string elsewhere =
        text_of("<article>" + p(first) + p(second) + "<div>" + cards(5, "https://shop.example") + "</div>" + p(third) +
                p(fourth) + "</article>");
    EXPECT_NE(elsewhere.find("part 4"), std::string::npos);
    EXPECT_NE(text_of("<article>" + p(first) + p(second) + "<div>" + cards(2) + "</div>" + p(third) + p(fourth) +
                      "</article>")
                  .find("part 1"),
              std::string::npos);
}

TEST(Unveiled, NoscriptWithTheWholeTextIsRead) {
    const std::string teasers = p("The pilots have a new boat, and it is blue, as the old one was in its first years.");
    EXPECT_EQ(text_of("<div><noscript><div>" + told + "</div></noscript></div><ul><li>" + teasers + "</li></ul>"),
              story);
}

TEST(Unveiled, NoscriptBesideTheTextIsNotRead) {
    EXPECT_EQ(text_of("<div>" + told + "<noscript>" +
                      p("This page looks better with scripts, so turn them on in your "
                        "browser and come back to us.") +
                      "</noscript></div>"),
              story);
}

TEST(Unveiled, AShadowRootInTheDocumentIsRead) {
    EXPECT_EQ(text_of("<story-body><template shadowrootmode=open><div>" + told + "</div></template></story-body>"),
              story);
}

TEST(Unveiled, ElementsOfTheSitesOwnAreParagraphs) {
    std::string own;
    for (const std::string& text : {first, second, third, fourth, fifth})
        own += "<x-part><x-text>" + text + "</x-text></x-part>";
    EXPECT_EQ(text_of("<article>" + own + "</article>"), story);
    EXPECT_EQ(text_of("<article>" + p(first) +
                      p(second.substr(0, 20) + "<x-term>" + second.substr(20, 10) + "</x-term>" + second.substr(30)) +
                      p(third) + p(fourth) + p(fifth) + "</article>"),
              story);
}

TEST(Unveiled, WhatReactSendsLateStandsInItsPlace) {
    EXPECT_EQ(text_of("<article><h1>Skerry light</h1>" + p(first) +
                      "<template id=B:1></template></article><div hidden id=S:1>" + p(second) + p(third) + p(fourth) +
                      "<template id=B:2></template></div><div hidden id=S:2>" + p(fifth) + "</div>"),
              story);
}

TEST(Unveiled, ElementsOfAmpWithOtherThingsAreNoText) {
    EXPECT_EQ(text_of("<article>" + p(first) + p(second) +
                      "<amp-ad><div placeholder>An advertisement comes</div></amp-ad>" + p(third) +
                      "<amp-list><div placeholder>Other stories come, one moment please, they are on their "
                      "way.</div></amp-list>" +
                      p(fourth) + p(fifth) + "</article>"),
              story);
}

TEST(Lines, WithHowLongAgoItWasGo) {
    for (const char* ago :
         {"47 min fa", "vor 3 Stunden", "hace 5 horas", "il y a 2 h", "12 minutes ago", "5分钟前", "2 часа назад"})
        EXPECT_EQ(text_of("<article>" + p(first) + p(second) + "<div>" + ago + "</div>" + p(third) + p(fourth) +
                          p(fifth) + "</article>"),
                  story)
            << ago;
}

TEST(Unveiled, APageThatIsHiddenUntilItIsCompleteIsRead) {
    EXPECT_EQ(text_of("<div style='display:none'><h1>Skerry light</h1><div>" + told + "</div></div>"), story);
    EXPECT_EQ(text_of("<div style='display:none'><div>" + told + "</div></div>"), "") << "a dialog";
}

TEST(Unveiled, ButtonsAreWordsOfTheirSentence) {
    const std::string html = "<article>" + p(first) + p(second) +
                             "<p>The <button class=tooltip>keepers</button> of the <span><button>lantern room</button>"
                             "</span> took their clock with them, and nobody has asked for it since.</p>" +
                             p(third + " <button>Share</button>") + "</article>";
    EXPECT_NE(text_of(html).find("The keepers of the lantern room took"), std::string::npos) << text_of(html);
    EXPECT_EQ(text_of(html).find("Share"), std::string::npos);
}

TEST(Asides, OfSomeLengthGoFromALongText) {
    std::string slides;
    for (int i = 0; i < 4; ++i)
        slides +=
            "<li><h4>Lamp oil</h4><p>Rub the glass with a little of it and a soft cloth, and let it dry "
            "overnight.</p></li>";
    const std::string more =
        p("Whoever came to the tower in those years was given soup, whatever the hour, and the keepers wrote "
          "down the name of each guest in a book that nobody was allowed to read before the next one came.") +
        p("That book is the only thing that the last of them wants to take along, and the museum, which asked "
          "for it twice, has been told that a copy will be made as soon as somebody finds the time.") +
        p("The pilots will miss the soup more than the lamp, says one of them, who has been past the Skerry in "
          "all weathers for thirty years and was inside the tower no more than a dozen times.");
    EXPECT_EQ(text_of("<article>" + told + "<aside class=x9><ol>" + slides + "</ol></aside>" + more + "</article>")
                  .find("Lamp oil"),
              std::string::npos);
}

TEST(Names, OfPartsMadeAlikeSilenceNone) {
    EXPECT_EQ(text_of("<div><div class=w>" + p(first) + "</div><div class=w id=newsletter-in-autumn>" + p(second) +
                      "</div><div class=w id=share-of-the-costs>" + p(third) + "</div><div class=w>" + p(fourth) +
                      "</div><div class=w>" + p(fifth) + "</div></div>"),
              story);
}

TEST(Names, SilenceNoProse) {
    EXPECT_EQ(text_of("<main class='content comments-disabled'><article>" + told + "</article></main>"), story);
    EXPECT_EQ(text_of("<main class='comments'><h1>Skerry light</h1>" + told + "</main><footer>" + p(first + second) +
                      "</footer>"),
              story);
    const std::string sections = "<article>" + p(first) +
                                 "<section id=comment-from-the-pilots><h2>Comment from the "
                                 "pilots</h2>" +
                                 p(third) + "</section>" + p(second) + p(fourth) + "</article>";
    EXPECT_NE(text_of(sections).find(third), std::string::npos);
    EXPECT_NE(text_of("<article>" + p(first) + "<figure><img src=a.jpg><figcaption>" + p(second) + p(third) +
                      "</figcaption></figure>" + p(fourth) + "</article>")
                  .find(second),
              std::string::npos);
}

TEST(Headings, OfTheFirstLevelAreSectionsWhereThereAreSeveral) {
    const std::string html = "<h1>Skerry light</h1><div><h1>I. The keepers</h1>" + p(first) + p(second) +
                             "<h1>II. The pilots</h1>" + p(third) + p(fourth) + "</div>";
    EXPECT_EQ(text_of(html),
              "I. The keepers\n\n" + first + "\n\n" + second + "\n\nII. The pilots\n\n" + third + "\n\n" + fourth);
}

TEST(Lines, ThatLeadElsewhereGo) {
    const std::string html = "<article>" + p(first) +
                             "<p><b>RELATED | <a href=/roof>A new roof for the fish hall</a></b></p>" + p(second) +
                             "<p>Les også: <a href=/pier>The pier is built in two stages</a></p>" + p(third) +
                             "<div><span>2 of 3</span></div>" + p(fourth) + p(fifth) + "</article>";
    EXPECT_EQ(text_of(html), story);
}

}  // namespace
}  // namespace newsbus::extract
