// Pages that show something else in the place of an article.
#include "extract/page/merged.h"
#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string prose =
    "<p>The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long dispute "
    "over who has to pay.</p>";

Article read(const std::string& html, const std::string& path = "/a", Links links = Links::may_be_index) {
    Url url = Url::parse("https://courier.example" + path).value();
    return read_page(html, "text/html; charset=utf-8", url, nullptr, nullptr, links).value();
}

// A section front: a card with a headline and a teaser for each of so many articles.
std::string cards(int count) {
    std::string html = "<main>";
    for (int i = 0; i < count; ++i) {
        std::string n = std::to_string(i);
        html += "<div class=card><h3><a href=/2026/05/0" + n + "/bridge-number-" + n + "-to-close>Bridge number " + n +
                " to close for eleven months</a></h3><p>The harbour council voted on Tuesday, after a dispute of four "
                "years, to have the bearings of bridge " +
                n + " replaced.</p></div>";
    }
    return html + "</main>";
}

std::string long_prose() {
    std::string html;
    for (int i = 0; i < 12; ++i)
        html += "<p>Paragraph " + std::to_string(i) +
                " says that the harbour council voted on Tuesday to close the old swing bridge for eleven months, "
                "ending a long dispute over who has to pay for it. Engineers told the meeting that the bearings under "
                "the northern span had worn to half of their thickness, and that ferries would have to replace the "
                "buses until spring.</p>";
    return html;
}

TEST(PageKind, AnErrorPageHasNoBody) {
    for (const char* title : {"404", "Page not found - Courier", "Just a moment...", "Seite nicht gefunden | Kurier"}) {
        Article article = read("<title>" + std::string(title) + "</title><article>" + prose + "</article>");
        EXPECT_EQ(article.body, "") << title;
        EXPECT_EQ(article.body_html, "");
        EXPECT_EQ(article.body_status, BodyStatus::blocked) << title;
        EXPECT_FALSE(article.provenance.contains("articleBody"));
    }
}

TEST(PageKind, NewsOfErrorsIsNews) {
    EXPECT_EQ(
        read("<title>404 tonnes of plums</title><time>3 May 2026</time><article>" + prose + "</article>").body_status,
        BodyStatus::full);
    EXPECT_EQ(read("<title>Forbiddence lifted</title><article>" + prose + "</article>").body_status, BodyStatus::full);
}

TEST(PageKind, AConsentPageIsAWallWithoutABody) {
    Article article = read(
        "<title>Courier</title><main><p>With your consent, we and our partners use cookies or similar technologies to "
        "store and read personal data such as your visit to this site, and you may withdraw at any time.</p></main>");
    EXPECT_EQ(article.body, "");
    EXPECT_EQ(article.body_status, BodyStatus::wall);
}

TEST(PageKind, AConsentPageMayBeLong) {
    std::string purpose =
        "<p>Our partners may use cookies on this device to measure how advertisements are seen, and keep personal data "
        "for as long as your consent lasts, unless you change the privacy settings at the foot of each page.</p>";
    std::string purposes;
    for (int i = 0; i < 12; ++i) purposes += purpose;
    EXPECT_EQ(read("<title>Courier</title><main>" + purposes + "</main>").body_status, BodyStatus::wall);
    std::string report = "<p>The data protection office fined the tram company, which had asked for no consent.</p>";
    for (int i = 0; i < 12; ++i) report += prose;
    EXPECT_EQ(read("<title>Courier</title><main>" + report + purpose + "</main>").body_status, BodyStatus::full);
}

TEST(PageKind, ALoginWallKeepsTheBeginning) {
    Article article =
        read("<meta property=og:type content=article><article>" + prose +
             "<p>Those who are already a subscriber of the Courier see the rest of this text below, after they "
             "have told who they are.</p></article>");
    EXPECT_EQ(article.body_status, BodyStatus::wall);
    EXPECT_TRUE(article.body.starts_with("The harbour council"));
}

TEST(PageKind, APageThatSellsConsentIsAWall) {
    EXPECT_EQ(read("<title>Bote</title><main><p>Lesen Sie den Boten wie gewohnt mit Werbung, oder ganz ohne mit dem "
                   "Pur-Abo. Ihre Zustimmung können Sie jederzeit widerrufen. Wir und unsere Partner verarbeiten Daten "
                   "von Ihrem Gerät.</p></main>")
                  .body_status,
              BodyStatus::wall);
}

TEST(PageKind, WhatOnlyMembersReadIsAWall) {
    EXPECT_EQ(read("<meta property=og:type content=article><article>" + prose +
                   "<p>This part is reserved: pay to continue reading what the council said on Tuesday.</p></article>")
                  .body_status,
              BodyStatus::wall);
    EXPECT_EQ(read("<meta property=og:type content=article><article>" + prose +
                   "<p>The rowing club is for members only, and has three hundred of them.</p></article>")
                  .body_status,
              BodyStatus::full);
}

TEST(PageKind, AShellThatAsksForScriptsHasNoBody) {
    EXPECT_EQ(read("<title>Courier</title><div id=root>You need to enable JavaScript to run this app, which shows the "
                   "news of the harbour to you.</div>")
                  .body,
              "");
}

TEST(PageKind, AnIndexHasNoBody) {
    for (const char* path : {"/", "/harbour", "/news/harbour", "/tag/bridges"}) {
        Article article = read("<title>Harbour | Courier</title>" + cards(14), path);
        EXPECT_EQ(article.body, "") << path;
        EXPECT_EQ(article.body_html, "") << path;
        EXPECT_EQ(article.body_status, BodyStatus::blocked) << path;
        EXPECT_FALSE(shows_article(article)) << path;
    }
}

TEST(PageKind, ATextWithManyLinksBesideItIsAnArticle) {
    std::string page = "<article><h1>Bridge to close</h1>" + long_prose() + "</article>" + cards(14);
    for (const char* path : {"/", "/harbour", "/2026/05/04/bridge-to-close-for-months"})
        EXPECT_EQ(read(page, path).body_status, BodyStatus::full) << path;
    std::string short_page = "<meta property=og:type content=article><article><h1>Bridge to close</h1>" + prose +
                             prose + "</article>" + cards(14);
    EXPECT_TRUE(shows_article(read(short_page, "/harbour")));
    EXPECT_TRUE(shows_article(read("<article>" + prose + prose + "</article>" + cards(5), "/harbour")));
}

TEST(PageKind, AFrontPageIsAnIndexWhateverItDeclares) {
    std::string declared = "<meta property=og:type content=article>";
    EXPECT_FALSE(shows_article(read(declared + cards(14), "/")));
}

TEST(PageKind, AVideoOrAGalleryIsNoMoreThanATeaser) {
    std::string text = "<article><h1>The bridge from above</h1>" + prose + "</article>";
    const char* videos[] = {R"({"@type":"VideoObject","name":"The bridge"})",
                            R"({"@graph":[{"@type":"WebPage"},{"@type":"VideoObject","name":"The bridge"}]})"};
    for (std::string block : videos) {
        Article article = read("<script type=application/ld+json>" + block + "</script>" + text);
        EXPECT_EQ(article.body_status, BodyStatus::teaser) << block;
        EXPECT_EQ(article.genre, "video") << block;
        EXPECT_TRUE(article.body.starts_with("The harbour council"));
    }
    EXPECT_EQ(read("<meta property=og:type content=video.other>" + text).genre, "video");
    EXPECT_EQ(read(R"(<script type=application/ld+json>{"@type":"ImageGallery"}</script>)" + text).genre, "gallery");
}

TEST(PageKind, AnArticleWithAVideoIsAnArticle) {
    for (std::string block : {R"({"@type":"NewsArticle","headline":"The bridge","video":{"@type":"VideoObject"}})",
                              R"([{"@type":"NewsArticle","headline":"The bridge"},{"@type":"VideoObject"}])"}) {
        Article article =
            read("<script type=application/ld+json>" + block + "</script><article>" + prose + "</article>");
        EXPECT_EQ(article.body_status, BodyStatus::full) << block;
        EXPECT_EQ(article.genre, "") << block;
    }
}

TEST(PageKind, ALiveBlogThatScriptsFillHasItsPosts) {
    std::string block =
        R"({"@type":"LiveBlogPosting","headline":"The vote, live","liveBlogUpdate":[)"
        R"({"@type":"BlogPosting","headline":"It is over","articleBody":"The council has voted to close the bridge for months."},)"
        R"({"@type":"BlogPosting","headline":"Doors open","articleBody":"The public <b>gallery</b> is full an hour before the vote."}]})";
    std::string script = "<script type=application/ld+json>" + block + "</script>";
    Article article = read(script + "<h1>The vote, live</h1><p>Loading posts.</p>");
    EXPECT_EQ(article.headline, "The vote, live");
    EXPECT_EQ(article.genre, "live blog");
    EXPECT_EQ(article.body,
              "It is over\n\nThe council has voted to close the bridge for months.\n\nDoors open\n\nThe "
              "public gallery is full an hour before the vote.");
    EXPECT_EQ(article.provenance.at("articleBody"), "json-ld");
    EXPECT_EQ(article.body_status, BodyStatus::full);
    article = read(script +
                   "<article><h1>The vote, live</h1><p>The council has voted to close the bridge for months."
                   "</p><p>The public gallery is full an hour before the vote.</p>" +
                   prose + "</article>");
    EXPECT_EQ(article.provenance.at("articleBody"), "page");
}

TEST(PageKind, AnIndexThatIsWatchedKeepsItsText) {
    std::string list = "<ul>";
    for (int i = 0; i < 14; ++i)
        list +=
            "<li><a href=/2026/05/" + std::to_string(i) + "-a-bridge-to-close>A bridge to close for months</a></li>";
    std::string page = "<article>" + prose +
                       "<p>Engineers told the meeting that the bearings under the northern span "
                       "had worn to half of their thickness.</p></article>" +
                       list + "</ul>";
    EXPECT_EQ(read(page, "/harbour").body, "");
    Article article = read(page, "/harbour", Links::are_text);
    EXPECT_TRUE(article.body.starts_with("The harbour council"));
    EXPECT_EQ(article.body_status, BodyStatus::full);
}

TEST(PageKind, LiveReportsAreKnownInEastAsiaToo) {
    EXPECT_EQ(read("<h1>[속보 중계] 가람시 의회</h1>" + prose, "/live/20240514/library").genre, "live blog");
    EXPECT_EQ(read("<h1>가람시 의회</h1>" + prose, "/live/20240514/library").genre, "");
}

TEST(PageKind, AHeadlineThatAsksForCookiesMakesAWallOfAShortText) {
    const std::string text =
        "<p>Vous devez accepter que nous déposions des traceurs sur votre appareil afin de mesurer l'audience.</p>"
        "<p>Si vous refusez, vous pouvez lire le site sans cookies en souscrivant un abonnement, sans engagement.</p>";
    EXPECT_EQ(read("<body><h1>Acceptez les cookies ou abonnez-vous</h1>" + text).body_status, BodyStatus::wall);
    EXPECT_EQ(read("<body><h1>Ce que disent les juges de Brest</h1>" + text).body_status, BodyStatus::full);
}

}  // namespace
}  // namespace newsbus::extract
