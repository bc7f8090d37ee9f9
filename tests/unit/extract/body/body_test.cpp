#include "extract/body/body.h"

#include "html/dom.h"

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
const std::string fifth =
    "Shopkeepers on the island side fear for their trade, since the detour adds forty minutes to every delivery.";
const std::string sixth =
    "Work begins in March, and the first cars should cross in the following February if the river does not freeze.";
const std::string text = first + "\n\n" + second + "\n\n" + third + "\n\n" + fourth + "\n\n" + fifth + "\n\n" + sixth;
const std::string lead = "Lindmouth loses its shortest way across the harbour, and the shops on the quay fear for it.";

Body body_of(const std::string& html, const BodyHints& hints) {
    html::Document document = html::parse(html);
    return take_body(document.dom, hints, Url::parse("https://courier.example/bridge").value());
}

std::string paragraphs(std::initializer_list<std::string> texts) {
    std::string html;
    for (const std::string& paragraph : texts) html += "<p>" + paragraph + "</p>";
    return html;
}

std::string with_lead(const std::string& tag) {
    return "<main><div class=head><h1>Bridge</h1>" + tag + "</div><div class=text>" +
           paragraphs({first, second, third, fourth, fifth, sixth}) + "</div></main>";
}

TEST(Lead, OpensTheBodyWhenItIsNamedOrRepeatsTheDescription) {
    BodyHints described{"Bridge", "", {lead.substr(0, 70) + "..."}};
    EXPECT_TRUE(body_of(with_lead("<p>" + lead + "</p>"), described).text.starts_with(lead + "\n\n" + first));
    Body named = body_of(with_lead("<p class=article-intro>" + lead + "</p>"), {"Bridge", "", {}});
    EXPECT_TRUE(named.text.starts_with(lead + "\n\n" + first));
    EXPECT_TRUE(named.html.starts_with("<p>" + lead + "</p>")) << named.html;
}

TEST(Lead, IsNoSubtitleCaptionOrStranger) {
    BodyHints described{"Bridge", "", {lead}};
    for (const std::string& tag :
         {"<p class=subtitle>" + lead + "</p>", "<figcaption class=intro>" + lead + "</figcaption>"})
        EXPECT_TRUE(body_of(with_lead(tag), described).text.starts_with(first)) << tag;
    EXPECT_TRUE(
        body_of(with_lead("<p>" + lead + "</p>"), {"Bridge", "", {"Tides of this week"}}).text.starts_with(first));
}

TEST(Lead, StandsOnceInTheBody) {
    Body body = body_of("<main><div class=teaser>" + paragraphs({first}) + "</div><h1>Bridge</h1><div class=text>" +
                            paragraphs({first, second, third, fourth, fifth, sixth}) + "</div></main>",
                        {"Bridge", "", {first}});
    EXPECT_EQ(body.text, text);
}

const std::string stranger =
    "Eight recipes for the plum season that need no oven and no patience at all, from our cook.";

TEST(JsonLdBody, ShowsWhatOnThePageIsNoPartOfTheText) {
    const std::string page =
        "<article>" + paragraphs({first, stranger, second, third, fourth, fifth, sixth}) + "</article>";
    EXPECT_EQ(body_of(page, {"Bridge", text, {}}).text, text);
    EXPECT_NE(body_of(page, {"Bridge", first, {}}).text.find(stranger), std::string::npos);  // a summary
}

TEST(Body, IsWhatReadersWithoutScriptsSeeWhenThereIsNothingElse) {
    std::string whole = paragraphs({first, second, third, fourth, fifth, sixth});
    EXPECT_EQ(body_of("<main><h1>Bridge</h1><noscript>" + whole + "</noscript></main>", {}).text, text);
    EXPECT_EQ(body_of("<main><noscript>" + paragraphs({first, second}) + "</noscript></main>", {}).text, "");
    EXPECT_EQ(body_of("<main>" + whole + "<noscript>" + whole + "</noscript></main>", {}).text, text);
}

TEST(Body, IsFoundInAnUnclosedAdvertisement) {
    std::string whole = paragraphs({first, second, third, fourth, fifth, sixth});
    for (int i = 0; i < 12; ++i) whole += "<p>" + std::to_string(i) + " " + first + second + third + "</p>";
    std::string comments = "<div class=comments>" + paragraphs({third, fourth, third, fourth, fifth}) + "</div>";
    EXPECT_TRUE(body_of("<div><div class=ad>" + whole + "</div>" + comments, {}).text.starts_with(text));
}

TEST(Body, StandsInTheArticleOfTheHeadline) {
    std::string page = "<main><article><h1>Bridge to close</h1>" + paragraphs({first, second, third, fourth, fifth}) +
                       "</article><article>";
    for (int i = 0; i < 4; ++i) page += "<article><p>" + std::to_string(i) + sixth + first + second + "</p></article>";
    page += "</article></main>";
    EXPECT_TRUE(body_of(page, {"Bridge to close", "", {}}).text.starts_with(first));
    EXPECT_FALSE(body_of(page, {"Another headline", "", {}}).text.starts_with(first));
}

TEST(Body, IsWithoutBoxesOfFactsHoweverLong) {
    std::string box = "<div class=factbox>" + paragraphs({fourth, fifth}) + "</div>";
    Body body =
        body_of("<article>" + paragraphs({first, second, third}) + box + paragraphs({sixth}) + "</article>", {});
    EXPECT_EQ(body.text, first + "\n\n" + second + "\n\n" + third + "\n\n" + sixth);
}

TEST(Body, HasAllWordsOfASentenceWhateverTheyAreCalled) {
    std::string named =
        "<p>The <a class=search-link href=/q>Lindmouth</a> council voted on <span class=tooltip>Tuesday"
        "</span> to close the old bridge, and a <span class=sr-only>(new window)</span> ferry will run."
        "</p>";
    Body body = body_of("<article>" + named + paragraphs({second, third, fourth, fifth}) + "</article>", {});
    EXPECT_TRUE(
        body.text.starts_with("The Lindmouth council voted on Tuesday to close the old bridge, and a ferry will"))
        << body.text;
}

TEST(Body, IsMadeOfPartsThatOtherPagesPutBesideTheText) {
    std::string widgets;
    for (const std::string& paragraph : {first, second, third, fourth, fifth, sixth})
        widgets +=
            "<div class=widget><h2>Bridge</h2></div><div class=widget><p>" + paragraph + paragraph + "</p></div>";
    Body body = body_of("<article><p>" + sixth + first + "</p>" + widgets + "</article>", {});
    for (const std::string& paragraph : {first, second, third, fourth, fifth, sixth})
        EXPECT_NE(body.text.find("Bridge\n\n" + paragraph), std::string::npos) << body.text;

    std::string marked;
    for (const std::string& paragraph : {first, second, third, fourth, fifth, sixth})
        marked += "<p class=paywall>" + paragraph + "</p>";
    EXPECT_TRUE(body_of("<article><p>" + lead + "</p>" + marked + "</article>", {}).text.ends_with(text));

    std::string beside = "<div class=widget><p>" + sixth + "</p></div>";
    body = body_of("<article>" + paragraphs({first, second, third, fourth, fifth}) + beside + "</article>", {});
    EXPECT_EQ(body.text.find(sixth), std::string::npos);
}

TEST(Body, IsJoinedFromSectionsThatAreNumbered) {
    std::string sections = "<div class='part part-1'>" + paragraphs({first, second}) +
                           "</div><div class='part part-2'>" +
                           paragraphs({third, fourth, fifth, sixth, first + second, third + fourth, fifth + sixth,
                                       second + third, fourth + fifth, sixth + first, first + third, second + fourth,
                                       third + fifth, fourth + sixth, fifth + first}) +
                           "</div>";
    EXPECT_TRUE(body_of("<article>" + sections + "</article>", {}).text.starts_with(first + "\n\n" + second));
}

TEST(Body, IsNoLinkBehindAMarkThatWasNotClosed) {
    EXPECT_EQ(
        body_of("<a name=top><div>" + paragraphs({first, second, third, fourth, fifth, sixth}) + "</div>", {}).text,
        text);
}

TEST(Body, LeavesOutHowCharactersAreRead) {
    std::string ruby = "<ruby>\u8b70<rp>(</rp><rt>\u304e<rp>)</rp></ruby>";
    Body body = body_of("<main>" + paragraphs({ruby + first, second, third, fourth, fifth, sixth}) + "</main>", {});
    EXPECT_EQ(body.text, "\u8b70" + text);
    EXPECT_EQ(body.html.find("\u304e"), std::string::npos);
}

TEST(Body, HasNoParagraphTwice) {
    Body body = body_of("<article>" + paragraphs({first, second, third, second, fourth, fifth, sixth}) + "</article>",
                        {"Bridge", "", {}});
    EXPECT_EQ(body.text, text);
}

TEST(Body, KeepsWhatRepeatsItselfOnPurpose) {
    Body body = body_of("<article>" + paragraphs({first, second, first, second, first, second, first}) + "</article>",
                        {"Song", "", {}});
    EXPECT_TRUE(body.text.ends_with(second + "\n\n" + first));
}

TEST(Body, IsWithoutItsOwnSentencesSetApart) {
    std::string said = "ending a long dispute that had divided the harbour and its shops";
    std::string told = first + " So it ends, " + said + ", the mayor said.";
    std::string quote = "<blockquote class=wide><p>" + said + "</p></blockquote>";
    std::string page = "<article>" + paragraphs({told, second}) + quote + paragraphs({third, fourth, fifth, sixth});
    EXPECT_EQ(body_of(page, {}).text,
              told + "\n\n" + second + "\n\n" + third + "\n\n" + fourth + "\n\n" + fifth + "\n\n" + sixth);
    std::string letter = "<blockquote><p>We shall miss the bell of the bridge, and the keeper's dog.</p></blockquote>";
    page = "<article>" + paragraphs({first, second}) + letter + paragraphs({third, fourth, fifth, sixth});
    EXPECT_NE(body_of(page, {}).text.find("the keeper's dog"), std::string::npos);
}

TEST(Body, EndsWithResultsBelowTheirHeadings) {
    std::string results, links;
    for (const char* race : {"Single sculls", "Double sculls", "Eights"}) {
        results += "<h3>" + std::string(race) + "</h3>";
        for (const char* place : {"Lindmouth", "Haven", "Port Ada"}) {
            results += "<p>" + std::string(place) + " rowing club</p>";
            links += "<p><a href=/club>" + std::string(place) + " rowing club</a></p>";
        }
    }
    std::string prose = paragraphs({first, second, third, fourth, fifth, sixth});
    EXPECT_TRUE(body_of("<article>" + prose + results, {})
                    .text.ends_with("Eights\n\nLindmouth rowing club\n\n"
                                    "Haven rowing club\n\nPort Ada rowing club"));
    EXPECT_EQ(body_of("<article>" + prose + "<h3>Clubs</h3>" + links, {}).text, text);
}

TEST(Body, IsNeverWhatReadersWrote) {
    std::string debate;
    for (int i = 0; i < 20; ++i) debate += "<li><p>" + std::to_string(i) + " " + third + fifth + sixth + "</p></li>";
    std::string page = "<main><article class='post has-paywall'>" + paragraphs({first, second}) +
                       "</article><ol class=comment-list>" + debate + "</ol></main>";
    EXPECT_EQ(body_of(page, {}).text, first + "\n\n" + second);
}

TEST(Body, StandsInItsFrameWhateverThatIsCalled) {
    std::string beside = "<div>" + paragraphs({"0" + first, "1" + second, "2" + third, "3" + fourth}) + "</div>";
    std::string page = "<div class=ads-helper><main><article>" + paragraphs({first, second, third, fourth, fifth}) +
                       "</article></main></div>" + beside;
    EXPECT_TRUE(body_of(page, {}).text.starts_with(first)) << body_of(page, {}).text;
}

TEST(Body, EndsBeforeTheTeasersOfOtherArticles) {
    const std::string teasers =
        "<div><h3><a href=/plums>Eight recipes for the plum season</a></h3><p>No oven, no patience, no problem: "
        "our cook has tried them.</p></div><div><h3><a href=/tides>What the spring tide left behind</a></h3><p>A walk "
        "along the beach with those who count.</p></div>";
    Body body = body_of("<article>" + paragraphs({first, second, third, fourth, fifth, sixth}) + teasers + "</article>",
                        {"Bridge", "", {}});
    EXPECT_EQ(body.text, text);
}

TEST(Body, IsWithoutWhatTheSiteSaysOfItself) {
    const std::string aside = "Every morning the Courier sends its newsletter from the quay to those who like to read.";
    EXPECT_EQ(body_of("<article>" + paragraphs({first, second, aside, third, fourth, fifth, sixth}) + "</article>",
                      {"Bridge", "", {}})
                  .text,
              text);
    std::string about;  // the newsletter is the news
    for (int i = 0; i < 6; ++i) about += "<p>" + std::to_string(i) + aside + "</p>";
    Body body = body_of("<article>" + paragraphs({first, second}) + about + "</article>", {"Letters", "", {}});
    EXPECT_NE(body.text.find("5Every morning"), std::string::npos);
}

TEST(Body, LeavesTheLineBelowAPictureToThePicture) {
    const std::string picture =
        "<div><img src=/bridge.jpg><div>The bridge on Monday, seen from the old customs house. Foto: Lind</div></div>";
    Body body = body_of(
        "<article>" + paragraphs({first, second, third}) + picture + paragraphs({fourth, fifth, sixth}) + "</article>",
        {"Bridge", "", {}});
    EXPECT_EQ(body.text, text);
    ASSERT_EQ(body.images.size(), 1u);
    EXPECT_NE(body.html.find("/bridge.jpg"), std::string::npos);
}

TEST(JsonLdBody, LacksHeadingsThoughTheTextSaysOneOfThem) {
    auto section = [](const std::string& heading, const std::string& paragraph) {
        return "<h2>" + heading + "</h2><p>" + paragraph + "</p>";
    };
    const std::string page = "<article>" + section("Where the lorries go now", first + " " + second) +
                             section(third, fourth) + section("What it costs the town", fifth) +
                             section("When the first cars cross", third + " " + sixth) + "</article>";
    const std::string json_ld = first + " " + second + "\n\n" + fourth + "\n\n" + fifth + "\n\n" + third + " " + sixth;
    EXPECT_NE(body_of(page, {"Bridge", json_ld, {}}).text.find("What it costs the town"), std::string::npos);
}

TEST(JsonLdBody, IsNoLongerTextForBeingToldTwice) {
    std::string page = "<article>" + paragraphs({first, second, third, fourth, fifth, sixth}) + "</article>";
    EXPECT_EQ(body_of(page, {"Bridge", text + " " + text, {}}).origin, "page");
    EXPECT_EQ(body_of("<article>" + paragraphs({first, second}) + "</article>", {"Bridge", text, {}}).origin,
              "json-ld");
}

TEST(JsonLdBody, IsTheBodyOfAPageWithoutText) {
    Body body = body_of("<div id=app></div>", {"Bridge", first + "\n\n" + second, {}});
    EXPECT_EQ(body.text, first + "\n\n" + second);
    EXPECT_NE(body.html.find("<p>" + second + "</p>"), std::string::npos) << body.html;
}

}  // namespace
}  // namespace newsbus::extract
