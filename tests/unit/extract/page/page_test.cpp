#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/extract/bridge_page.h"

namespace newsbus::extract {
namespace {

using test::prose, test::read;

Article with_head(const std::string& head, const std::string& body = "") {
    return read("<html><head>" + head + "</head><body>" + body + prose + "</body></html>");
}

TEST(ReadPage, RefusesBinaryData) {
    auto page = read_page("%PDF-1.7 ...", "text/html", Url::parse("https://example.org/a.pdf").value());
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, Errc::syntax);
    EXPECT_NE(page.error().what.find("https://example.org/a.pdf"), std::string::npos);
}

TEST(ReadPage, GivesAnEmptyBodyForAPageWithoutText) {
    Article article = read("<title>Video</title><video src=a></video>");
    EXPECT_EQ(article.body, "");
    EXPECT_EQ(article.body_status, BodyStatus::unknown);
    EXPECT_FALSE(article.provenance.contains("articleBody"));
}

TEST(ReadPage, GivesTheSentencesOfABriefBelowItsHeadline) {
    const std::string brief =
        "<div class=v><h2>Bridge is open</h2><div>7.3.2025 6:40</div><div><p>The old bridge is open "
        "again.</p><p>The rail is mended next week.</p></div></div>";
    const std::string beside = "<div class=w><a href=/a>Pool closes</a><span>It opens in May.</span></div>";
    EXPECT_EQ(read("<title>Bridge is open</title>" + brief + beside).body,
              "The old bridge is open again.\n\nThe rail is mended next week.");
    EXPECT_EQ(read("<title>Sign in</title><h1>Sign in</h1><p>Give your name here, please, and a word.</p>").body, "");
}

TEST(ReadPage, SanitizesTheBodyAndMakesItsLinksAbsolute) {
    Article article = read(
        "<article>" + prose +
        "<p onclick=x()>See <a href=/more>the plan</a> for what happens to the ferry, which is long.</p></article>");
    EXPECT_NE(article.body_html.find("<a href=\"https://news.example.org/more\">the plan</a>"), std::string::npos);
    EXPECT_EQ(article.body_html.find("onclick"), std::string::npos);
}

TEST(Headline, PrefersTheHeadingThatTheMetadataConfirm) {
    Article article = with_head("<meta property=og:title content='Bridge to close'>",
                                "<h1>The Courier</h1><h1>Bridge to close in March</h1>");
    EXPECT_EQ(article.headline, "Bridge to close in March");
    EXPECT_EQ(article.provenance.at("headline"), "h1");
}

TEST(Headline, IsTheLineThatTheTitleBeginsWith) {
    for (const char* title :
         {"青石镇老茶厂改建为社区图书馆 民生新闻_云河日报", "青石镇老茶厂改建为社区图书馆_云河日报"})
        EXPECT_EQ(with_head("<title>" + std::string(title) + "</title>", "<p class=x1>青石镇老茶厂改建为社区图书馆</p>")
                      .headline,
                  "青石镇老茶厂改建为社区图书馆");
    EXPECT_EQ(with_head("<title>The wooden bridge opens - Il Corriere di Valdorsa</title>",
                        "<font size=5><b>The wooden bridge opens</b></font>")
                  .headline,
              "The wooden bridge opens");
}

TEST(Headline, LeavesTheLabelAboveItOut) {
    Article article = with_head("<meta property=og:title content='Bridge to close in March'>",
                                "<h1><span>Traffic</span> Bridge to close in March</h1>");
    EXPECT_EQ(article.headline, "Bridge to close in March");
    EXPECT_EQ(article.provenance.at("headline"), "og:title");
}

TEST(Headline, CutsTheNameOfTheSiteOffTheTitle) {
    EXPECT_EQ(with_head("<title>Bridge to close in March | Lindmouth Courier</title>").headline,
              "Bridge to close in March");
    EXPECT_EQ(
        with_head(
            "<title>Bridge to close – what we know – and what not</title><meta property=og:site_name content=Courier>")
            .headline,
        "Bridge to close – what we know – and what not");
    EXPECT_EQ(with_head("<title>Twenty-one</title>").headline, "Twenty-one");
}

TEST(Dates, PreferWhatTheMetadataSay) {
    Article article = with_head(
        "<meta property=article:published_time content=2026-02-03T18:20:00+01:00>"
        "<meta property=article:modified_time content=2026-02-04T07:00:00Z>",
        "<time datetime=2020-01-01>old</time>");
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2026-02-03T17:20:00Z");
    EXPECT_EQ(article.date_published_raw, "2026-02-03T18:20:00+01:00");
    EXPECT_EQ(format_rfc3339(article.date_modified.value()), "2026-02-04T07:00:00Z");
}

TEST(Dates, AreReadFromMarkupUrlAndText) {
    struct Case {
        const char* html;
        const char* url;
        const char* date;
    };
    const Case cases[] = {
        {"<h1>a</h1><time datetime='2024-05-03T10:00:00Z'>", "https://e.org/a", "2024-05-03T10:00:00Z"},
        {"<span class='entry-date'>3 May 2024</span>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<span itemprop=datePublished content=2024-05-03></span>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"", "https://e.org/2024/05/03/a", "2024-05-03T00:00:00Z"},
        {"", "https://e.org/news/2024-05-03-a.html", "2024-05-03T00:00:00Z"},
        {"<p>Published: 3 May 2024</p>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<i class=date>24 April 2023</i><b>Published</b><i>3 May 2024</i>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<h1>a</h1><div><b class=year>2024</b><i>05/03</i></div>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<p>7 October 2021</p><h2>Night ferry stays</h2><p>3 May 2024</p><title>Night ferry stays</title>",
         "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<article><div><i class=date>3 May 2024</i></div><h1>a</h1></article><p class=date>24 April 2025</p>",
         "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<i class=date>24 April 2025</i><p>1</p><p>2</p><p>3</p><p>4</p><p>5</p><p>6</p><p>7</p><h1>a</h1>"
         "<i class=date>3 May 2024</i>",
         "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<h1>a</h1><p>Ada Quill | 05/23/24</p>", "https://e.org/a", "2024-05-23T00:00:00Z"},
        {"<h1>a</h1><p>Version 3.10.24</p><p>1/2/4</p><p>3 May 2024</p>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<div id=comments><time datetime=2021-01-01>1</time></div><p>3 May 2024</p>", "https://e.org/a",
         "2024-05-03T00:00:00Z"},
        {"<meta property=og:image content=/media/2024/05/03/bridge.jpg>", "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<h1>a</h1><p>3.5.2024 – The council of the harbour met again behind closed doors, and nobody spoke of "
         "it.</p>",
         "https://e.org/a", "2024-05-03T00:00:00Z"},
        {"<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\":\"2024-05-03T10:00:00Z\"}</script>",
         "https://e.org/a", "2024-05-03T10:00:00Z"},
    };
    for (const Case& c : cases) {
        Article article = read("<body>" + std::string(c.html) + prose, c.url);
        ASSERT_TRUE(article.date_published) << c.html << c.url;
        EXPECT_EQ(format_rfc3339(*article.date_published), c.date) << c.html << c.url;
    }
}

TEST(Dates, AreNotInvented) {
    for (const char* html :
         {"<time>2 hours ago</time>", "<span class=date>Monday</span>", "<p>© 2019</p>", "<p>Call 2019 555</p>"})
        EXPECT_FALSE(read("<body>" + std::string(html) + prose, "https://e.org/item/20241/99").date_published) << html;
}

TEST(Authors, AreNamesWithoutTheWordsAroundThem) {
    struct Case {
        const char* html;
        const char* names;
    };
    const Case cases[] = {
        {"<meta name=author content='Ada Quill and Tom Barge'>", "Ada Quill|Tom Barge|"},
        {"<meta name=author content='By Ada Quill, Tom Barge'>", "Ada Quill|Tom Barge|"},
        {"<meta name=author content='https://social.example.org/ada'><span class=byline>von Ada Quill</span>",
         "Ada Quill|"},
        {"<meta name=author content=admin><a rel=author href=/ada>Ada Quill</a>", "Ada Quill|"},
        {"<div itemprop=author><span itemprop=name>Ada Quill</span>, editor</div>", "Ada Quill|"},
        {"<meta name=author content='Ada Quill;Tom Barge'>", "Ada Quill|Tom Barge|"},
        {"<meta name=author content='\uBC15\uC900\uC11D \uAE30\uC790'>", "\uBC15\uC900\uC11D|"},
        {"<i class=byline>capital</i><i class=byline>Ada Quill</i>", "Ada Quill|"},
        {"<i class=authorName>Posted</i><i class=author>Veröffentlicht von Ada Quill</i>", "Ada Quill|"},
        {"<a href=/autoren/quill-ada>Ada Quill</a>", "Ada Quill|"},
        {"<h1>Bridge</h1><p>By Ada Quill, Lindmouth</p>", "Ada Quill|"},
        {"<h1>Bridge</h1><b>Autor:</b> Ada Quill", "Ada Quill|"},
        {"<h1>Bridge</h1><p>By the bridge</p>", ""},
        {"<i class=author>Ada Quill Chefredakteurin</i>", "Ada Quill|"},
        {"<a rel=author href=/ada>Ada Quill \u2192</a>", "Ada Quill|"},
        {"<i class=author>\u00A9 Ada Quill</i>", "Ada Quill|"},
        {"<i class=author><b>By</b>Ada Quill</i>", "Ada Quill|"},
        {"<i class=byline>By Ada Quill, CNN Editor-at-large</i>", "Ada Quill|"},
        {"<meta name=author content='Ada Quill, MS, RD'>", "Ada Quill|"},
        {"<meta name=author content='Lindmouth Staff'>", "Lindmouth Staff|"},
        {"<i class=author>Hinterlasse einen Kommentar</i><i class=author>Ada Quill</i>", "Ada Quill|"},
        {"<div id=comments><i class=author>Troll</i></div>", ""},
        {"<div class=byline><i class=byline-name>Ada Quill</i><i class=byline-title>TTN Harbours, Lindmouth</i></div>",
         "Ada Quill|"},
        {"<div class=byline><i>Ada Quill</i><i class=byline-title>Harbour reporter</i></div>", "Ada Quill|"},
        {"<i class=author><a href=/u/ada>adaq</a> for <a href=/blogs/n>Night Ferries</a></i>", "adaq|"},
        {"<i class=author>adaq <b>Follow</b></i>", "adaq|"},
        {"<i class=author>Ada Quill for Reuters</i>", "Ada Quill|"},
        {"<i class=author>Centre for Harbour Studies</i>", "Centre for Harbour Studies|"},
        {"<meta name=author content='Ada Quill | Associated Press'>", "Ada Quill|"},
        {"<h1>Bridge</h1><p>Submitted by Ada Quill</p>", "Ada Quill|"},
        {"<h1>Bridge</h1><div><span>Ada Quill |</span> <span>3 May 2024</span></div>", "Ada Quill|"},
        {"<h1>Bridge</h1><div><span>Erstellt am</span> <span>3 May 2024</span></div>", ""},
        {"<h1>Bridge</h1><div><a href=/city><span>Lower Lindmouth</span></a> <span>3 May 2024</span></div>", ""},
        {"<h1>Bridge</h1><div><span>Harbour News</span> <span>3 May 2024</span></div>", ""},
        {"<p>As <a rel=author href=https://gazette.example/ada>Ada Quill</a> writes in the Gazette, the bridge of the "
         "old harbour is older than the harbour itself, and so are many of those who cross it every day.</p>"
         "<span itemprop=author itemscope><meta itemprop=name content='Tom Barge'></span>",
         "Tom Barge|"},
        {"<p>As <a rel=author href=https://gazette.example/ada>Ada Quill</a> writes in the Gazette, the bridge of the "
         "old harbour is older than the harbour itself, and so are many of those who cross it every day.</p>",
         ""},
        {"<i class=author>Ada Quill <b>Follow</b></i><i class=author><a>Tom Barge</a> <a>Twitter</a></i>",
         "Ada Quill|Tom Barge|"},
        {"<h1>Bridge</h1><p>By Ada Quill/TTN News</p>", "Ada Quill|"},
        {"<i class=author>Par Ada Quill avec AFP</i>", "Ada Quill|"},
        {"<i class=author>By Ada Quill, Fri., May 31, 2019</i>", "Ada Quill|"},
        {"<i class=author>By<br>Ada Quill<br>Tom Barge</i>", "Ada Quill|Tom Barge|"},
        {"<ul class=menu><li><a rel=author href=/d>Design Team</a></ul><i class=author>Ada Quill</i>", "Ada Quill|"},
        {"<meta name=author content=ada-quill><i class=author>Ada Quill</i>", "Ada Quill|"},
        {"<meta name=author content=adaquill>", "adaquill|"},
        {"<div itemscope itemtype=https://schema.org/Comment><i itemprop=author>Troll</i></div>", ""},
        {"<div itemscope><i itemprop=author>Ada Quill</i></div><div itemscope><i itemprop=author>Tom Barge</i></div>",
         "Ada Quill|"},
        {"<meta name=author content=courier.example><i class=byline>Ada Quill</i>", "Ada Quill|"},
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\","
         "\"name\":\"Lindmouth Press\"}}</script><i class=byline>Ada Quill</i>",
         "Ada Quill|"},
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\","
         "\"name\":\"Lindmouth Press\"}}</script>",
         "Lindmouth Press|"},
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\","
         "\"givenName\":\"Ada\",\"familyName\":\"Quill\"}}</script>",
         "Ada Quill|"},
    };
    for (const Case& c : cases) {
        std::string names;
        for (const Author& author : with_head("", c.html).author) names += author.name + "|";
        EXPECT_EQ(names, c.names) << c.html;
    }
}

TEST(Authors, AreThePublicationWhenNobodyElseSigned) {
    const std::string unsigned_head = "<meta name=author content=Courier><meta property=og:site_name content=Courier>";
    Article article = with_head(unsigned_head);
    ASSERT_EQ(article.author.size(), 1u);
    EXPECT_EQ(article.author[0].name, "Courier");
    EXPECT_EQ(article.provenance.at("author"), "meta author");
    article = with_head(unsigned_head, "<p class=byline>By Ada Quill</p>");
    ASSERT_EQ(article.author.size(), 1u);
    EXPECT_EQ(article.author[0].name, "Ada Quill");
    EXPECT_TRUE(with_head("<meta property=og:site_name content=Courier>").author.empty());
}

TEST(Authors, AreNotThePublicationByItsAddress) {
    Article article = read_page("<meta name=author content='Lind Mouth'><i class=byline>Ada Quill</i>" + prose, "",
                                Url::parse("https://www.lindmouth.example/a").value())
                          .value();
    ASSERT_EQ(article.author.size(), 1u);
    EXPECT_EQ(article.author[0].name, "Ada Quill");
}

TEST(Images, BeginWithThePictureThatHasACaption) {
    const std::string shared = "<html><head><meta property=og:image content=/shared.jpg></head><body><article>";
    Article article = read(shared +
                           "<img src=/logo.png><figure><img src=/bridge.jpg><figcaption>The bridge in May"
                           "</figcaption></figure>" +
                           prose + "</article></body></html>");
    ASSERT_GE(article.image.size(), 2u);
    EXPECT_EQ(article.image[0].url, "https://news.example.org/bridge.jpg");
    EXPECT_EQ(article.image[1].url, "https://news.example.org/shared.jpg");
    article = read(shared + "<img src=/logo.png>" + prose + "</article></body></html>");
    ASSERT_FALSE(article.image.empty());
    EXPECT_EQ(article.image[0].url, "https://news.example.org/shared.jpg");
}

TEST(Language, OfTheTextWinsOverATemplatesClaim) {
    EXPECT_EQ(read("<html lang=de><body>" + prose).language, "en");
    EXPECT_EQ(read("<html lang=en-GB><body>" + prose).language, "en-GB");
    EXPECT_EQ(with_head("<meta property=og:locale content=en_US>").language, "en-US");
}

TEST(Fields, IgnoreACanonicalLinkToTheFrontPage) {
    EXPECT_EQ(with_head("<link rel=canonical href=/>").canonical_url, "");
    EXPECT_EQ(with_head("<link rel=canonical href=/story-1>").canonical_url, "https://news.example.org/story-1");
}

// Work, not wall time: the DOM's limits bound everything behind them, and each step is linear in its nodes.
TEST(ReadPage, SurvivesHostilePages) {
    auto repeated = [](const std::string& piece, std::size_t bytes) {
        std::string out;
        while (out.size() < bytes) out += piece;
        return out;
    };
    const std::string pages[] = {
        repeated("<div>", 1 << 20),
        repeated("<div><i></b>", 1 << 20),
        repeated("<table><tr><td>", 1 << 20),
        repeated("<a href=x>", 1 << 20),
        repeated("<div class='comment ad nav'>x", 1 << 20),
        repeated("<p>word word word, word and another word.</p>", 2 << 20),
        repeated("<h1>h</h1><time datetime=x>y</time><span class=author>z</span>", 1 << 20),
        repeated("<span><div>", 1 << 20) + "text",
        repeated("<h1>", 1 << 20) + "text",
        repeated("<div itemprop=author itemscope>", 1 << 20) + prose,
        "<h1>a</h1>" + repeated("<b>By</b><i>Ada Quill</i>", 1 << 20),
        repeated("<p class=lead>word word word, word and another word, word by word.</p>", 1 << 20) + prose,
        repeated("<div><img src=a><div>below a picture</div></div>", 1 << 20) + prose,
        "<script>" + repeated("\"\\", 1 << 20) + "</script>",
        "<p>" + repeated("<span class=sr-only>x</span>y ", 2 << 20),
        "<p>" + repeated("word and ", 10 << 20),
        "<script type=application/ld+json>" + repeated("[", 30'000) + "</script>" + prose,
        "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":\"" + repeated("Ada Quill on, ", 1 << 20) +
            "\"}</script>" + prose,
        "<meta name=author content='" + repeated("on ", 60'000) + "'>" + prose,
        "<article><div class='" + std::string(60'000, 'x') + "'>" +
            repeated("<p>One sentence of some words.</p>", 1 << 20),
        "<script type=application/ld+json>[" + repeated("{\"@type\":\"Article\"},", 1 << 20) + "{}]</script>" + prose,
        std::string(1 << 20, '\0'),
        "\xED\xA0\x80\xED\xB0\x80" + prose,
    };
    for (const std::string& page : pages)
        EXPECT_TRUE(read_page(page, "", Url::parse("https://e.org/").value())) << page.substr(0, 40);
}

TEST(ReadPage, ReadsDatesAsReadersOfTheLanguageDo) {
    const struct {
        const char *language, *meta, *published, *modified;
    } pages[] = {
        {"vi", "<span>Chủ nhật, 10/8/2025, 14:30 (GMT+7)</span>", "2025-08-10T07:30:00Z", ""},
        {"en-GB", "<span>10/08/2025</span>", "2025-08-10T00:00:00Z", ""},
        {"en", "<span>10/08/2025</span>", "", ""},
        {"pl", "<span>10 sierpnia 2025</span> <span>Aktualizacja: 11 sierpnia 2025</span>", "2025-08-10T00:00:00Z",
         "2025-08-11T00:00:00Z"},
        {"hu", "<span>Megjelent</span> <span>2025. augusztus 10.</span> <span>Frissítve: 2025. augusztus 11.</span>",
         "2025-08-10T00:00:00Z", "2025-08-11T00:00:00Z"},
        {"ko", "<span>입력 2025.08.10</span> <span>수정 2025.08.11</span>", "2025-08-10T00:00:00Z",
         "2025-08-11T00:00:00Z"},
        {"bn", "<span>প্রকাশ: ১০ আগস্ট ২০২৫, ১৪:৩০ (নিজস্ব প্রতিবেদক)</span>", "2025-08-10T14:30:00Z", ""},
        {"fa", "<span>۱۹ مرداد ۱۴۰۴</span>", "2025-08-10T00:00:00Z", ""},
        {"th", "<span>10 สิงหาคม 2568</span>", "2025-08-10T00:00:00Z", ""},
        {"ja", "<span>令和7年8月10日</span>", "2025-08-10T00:00:00Z", ""},
        {"zh", "<div>2025年08月10日 14:30 来源：港口日报 作者：林晓 字号：小 中 大 打印 分享到：</div>",
         "2025-08-10T14:30:00Z", ""},
        {"en", "<span>Updated August 11, 2025</span>", "2025-08-11T00:00:00Z", "2025-08-11T00:00:00Z"},
    };
    for (const auto& page : pages) {
        const Article article =
            read("<html lang=" + std::string(page.language) + "><body><h1>The swing bridge</h1><div>" + page.meta +
                 "</div>" + prose + "</body></html>");
        auto text = [](const std::optional<TimePoint>& time) { return time ? format_rfc3339(*time) : ""; };
        EXPECT_EQ(text(article.date_published), page.published) << page.language << page.meta;
        EXPECT_EQ(text(article.date_modified), page.modified) << page.language << page.meta;
    }
}

TEST(ReadPage, FindsTheDateOfAnEpisodeAFilmAndASpanOfTime) {
    for (const char* mark :
         {"<script type=application/ld+json>{\"@type\": \"PodcastEpisode\", \"datePublished\": "
          "\"2025-08-10\"}</script>",
          "<script type=application/ld+json>{\"@type\": \"VideoObject\", \"uploadDate\": \"2025-08-10\"}</script>",
          "<abbr class=timeago title='2025-08-10'>3 hours ago</abbr>"}) {
        const Article article = read("<html><body><h1>The swing bridge</h1>" + (mark + prose) + "</body></html>");
        EXPECT_EQ(article.date_published ? format_rfc3339(*article.date_published) : "", "2025-08-10T00:00:00Z")
            << mark;
    }
}

TEST(ReadPage, ReadsTheDatesOfProgramsInNoOrderOfReaders) {
    EXPECT_FALSE(read("<html lang=de><head><meta name=date content='10/08/2025'></head><body>" + prose).date_published);
}

std::string authors(const std::string& body) {
    std::string names;
    for (const Author& author : with_head("<title>Bridge to close</title>", "<h1>Bridge to close</h1>" + body).author)
        names += (names.empty() ? "" : ", ") + author.name;
    return names;
}

TEST(Authors, AreThoseWhoWroteIt) {
    EXPECT_EQ(authors("<p class=byline>By Ada Quill/TTN News</p>"), "Ada Quill");
    EXPECT_EQ(authors("<p class=byline>By Ada Quill, Tuesday</p>"), "Ada Quill");
    EXPECT_EQ(authors("<p class=byline>Par Ada Quill avec AFP</p>"), "Ada Quill");
    EXPECT_EQ(authors("<p class=byline>By Ada Quill and Bram Okonjo</p>"), "Ada Quill, Bram Okonjo");
    EXPECT_EQ(authors("<p class=byline><a href=/ada>Ada Quill</a> <a href=/ada>Ada Quill</a></p>"), "Ada Quill");
    EXPECT_EQ(authors("<p class=byline>Boutros Boutros</p>"), "Boutros Boutros");
    EXPECT_EQ(authors("<div><span>Ada Quill</span><span>Alcor</span><span>14 SEP 2023 - 14:40</span></div>"),
              "Ada Quill");
    EXPECT_EQ(authors("<p>लेखक - <b>देवेश नौटियाल</b></p>"), "देवेश नौटियाल");
    EXPECT_EQ(authors("<span class=author>佐野遥 記者</span>"), "佐野遥");
    EXPECT_EQ(authors("<span class=author>김서연 기자</span>"), "김서연");
}

TEST(Authors, AreNoSlugNoSignAndNoCommenter) {
    EXPECT_EQ(authors("<span class=author>ada-quill</span>"), "");
    EXPECT_EQ(authors("<span class=author>Follow</span>"), "");
    EXPECT_EQ(authors("<p class=byline>By Ada Quill</p><div class=comments><span class=author>Old Salt</span></div>"),
              "Ada Quill");
}

TEST(Dates, OfTheFutureAndVersionsAreNone) {
    EXPECT_FALSE(with_head("<meta property=article:published_time content=2999-01-01T10:00:00Z>").date_published);
    EXPECT_FALSE(with_head("", "<h1>Bridge</h1><span>Version 2040.04.03.21.38</span>").date_published);
    EXPECT_TRUE(with_head("<meta property=article:published_time content=2024-01-01T10:00:00Z>").date_published);
}

}  // namespace
}  // namespace newsbus::extract
