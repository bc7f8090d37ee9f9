#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsbus::extract {
namespace {

const std::string call =
    "The Quay Courier is read in every harbour of the coast; tell the desk what it should look into.";

// A paragraph that stands in article `i` only.
std::string own(int i, int paragraph) {
    const std::string towns[] = {"Lindmouth", "Astern", "Velburg", "Corrow", "Saltnes", "Pellin", "Harrick"};
    return "In " + towns[i % 7] + " the council of " + towns[paragraph % 7] + " heard on day " + std::to_string(i) +
           " what report " + std::to_string(paragraph) + " says about the quays, the bridges and the fares there.";
}

struct Story {
    int number = 0;
    std::string before = {}, inside = {}, after = {};  // HTML
    int paragraphs = 6;
    std::string head = {};

    std::string html() const {
        std::string page = "<html><head>" + head + "</head><body><article>" + before;
        for (int i = 0; i < paragraphs; ++i) {
            page += "<p>" + own(number, i) + "</p>";
            if (i == 2) page += inside;
        }
        return page + after + "</article></body></html>";
    }
};

Article read(const Story& story, SiteMemory* memory, const std::string& path = {}) {
    std::string address = "https://courier.example/" + (path.empty() ? std::to_string(story.number) : path);
    return read_page(story.html(), "text/html; charset=utf-8", Url::parse(address).value(), nullptr, memory).value();
}

bool has(const Article& article, const std::string& text) {
    return article.body.find(text) != std::string::npos;
}

std::string p(const std::string& text) {
    return "<p>" + text + "</p>";
}

TEST(SitePage, LeavesOutWhatStoodOnTwoOtherPages) {
    SiteMemory memory;
    for (int i = 0; i < 5; ++i) {
        Article article = read({i, "", p(call)}, &memory);
        EXPECT_EQ(has(article, call), i < 2) << i;
        EXPECT_EQ(article.body_html.find(call) != std::string::npos, i < 2) << i;
        EXPECT_TRUE(has(article, own(i, 0)) && has(article, own(i, 5)));
        EXPECT_EQ(article.provenance["articleBody"], i < 2 ? "page" : "page+site");
    }
}

TEST(SitePage, ReadsAFirstPageAsIfThereWereNoMemory) {
    Story story{1, p(call), p(call + " Twice."), p(call + " At last."), 6, {}};
    SiteMemory memory;
    EXPECT_EQ(read(story, &memory), read(story, nullptr));
    EXPECT_NE(memory, SiteMemory());
}

TEST(SitePage, DoesNotCountAPageThatIsReadAgain) {
    SiteMemory memory;
    for (int i = 0; i < 6; ++i) EXPECT_TRUE(has(read({1, "", p(call)}, &memory), call)) << i;
    EXPECT_TRUE(has(read({2, "", p(call)}, &memory), call));
    EXPECT_TRUE(has(read({1, "", p(call)}, &memory, "1?utm_source=feed"), call));
    EXPECT_FALSE(has(read({3, "", p(call)}, &memory), call));
    EXPECT_FALSE(has(read({1, "", p(call)}, &memory), call)) << "it stood on two others meanwhile";
}

TEST(SitePage, KeepsACopyOfAnArticleWholeAndLearnsNothingFromIt) {
    SiteMemory memory;
    for (const char* path : {"story", "amp/story", "print/story", "story-2", "m/story"}) {
        Article article = read({1, "", p(call)}, &memory, path);
        EXPECT_TRUE(has(article, own(1, 0)) && has(article, own(1, 5)) && has(article, call)) << path;
    }
    EXPECT_TRUE(has(read({2, "", p(call)}, &memory), call)) << "one other page so far";
}

TEST(SitePage, DropsNothingWhereItWouldLeaveLittle) {
    SiteMemory memory;
    std::string much = p(call + " " + call) + p(call + " Then " + call) + p(call + " And " + call);
    for (int i = 0; i < 3; ++i) read({i, "", "", much, 12, {}}, &memory);
    EXPECT_FALSE(has(read({3, "", "", much, 12, {}}, &memory), call));
    EXPECT_TRUE(has(read({4, "", "", much, 2, {}}, &memory), call));
}

TEST(SitePage, IsSlowerWithALongParagraphAmidTheArticle) {
    std::string background;
    while (background.size() < 400) background += "The ferries have been late since the strike of the pilots began. ";
    background.pop_back();
    SiteMemory inside, behind;
    for (int i = 0; i < 6; ++i) {
        EXPECT_EQ(has(read({i, "", p(background)}, &inside), background), i < 4) << i;
        EXPECT_EQ(has(read({i, "", "", p(background), 6, {}}, &behind), background), i < 2) << i;
    }
}

TEST(SitePage, LeavesListsQuotationsHeadingsAndShortLines) {
    std::string parts = "<h2>What the council of the harbour says</h2><ul><li>" + call + "</li></ul><blockquote><p>" +
                        call + " So they say.</p></blockquote><p>Verdict: it floats.</p>";
    SiteMemory memory;
    for (int i = 0; i < 6; ++i)
        for (const std::string& text : {std::string("What the council of the harbour says"), call,
                                        call + " So they say.", std::string("Verdict: it floats.")})
            EXPECT_TRUE(has(read({i, "", parts}, &memory), text)) << i << text;
}

TEST(SitePage, TakesTheHeadingAboveWhatItLeavesOut) {
    SiteMemory memory;
    Story story{0, "", "", "<h3>Talk to us</h3>" + p(call), 6, {}};
    for (; story.number < 3; ++story.number) EXPECT_EQ(has(read(story, &memory), "Talk to us"), story.number < 2);
}

TEST(SitePage, KeepsWhatTheDescriptionOfThePageSays) {
    SiteMemory memory;
    for (int i = 0; i < 4; ++i) read({i, p(call)}, &memory);
    EXPECT_FALSE(has(read({4, p(call)}, &memory), call));
    EXPECT_TRUE(has(read({5, p(call), "", "", 6, "<meta name=description content=\"" + call + "\">"}, &memory), call));
}

TEST(SitePage, KnowsTextsFromBesideTheArticleToo) {
    SiteMemory memory;
    for (int i = 0; i < 4; ++i) {
        std::string page = Story{i}.html();
        page.insert(page.find("</article>") + 10, "<aside class=related>" + p(call) + "</aside>");
        std::string address = "https://courier.example/" + std::to_string(i);
        read_page(page, "text/html", Url::parse(address).value(), nullptr, &memory).value();
    }
    EXPECT_FALSE(has(read({4, "", p(call)}, &memory), call));
}

TEST(SitePage, ForgetsNothingOfTheTextWhenTheMemoryIsForeign) {
    for (const std::string& bytes : {std::string("nsm1"), std::string(5000, 'x'), std::string("{}")}) {
        SiteMemory memory = SiteMemory::parse(bytes);
        EXPECT_EQ(read({1, "", p(call)}, &memory), read({1, "", p(call)}, nullptr));
    }
}

}  // namespace
}  // namespace newsbus::extract
