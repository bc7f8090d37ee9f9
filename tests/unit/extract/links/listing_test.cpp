#include "extract/links/listing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace newsbus::extract {
namespace {

Listing read(const std::string& html, const std::string& url = "https://courier.example/world") {
    return read_listing(html, "text/html; charset=utf-8", Url::parse(url).value()).value();
}

std::vector<std::string> urls(const Listing& listing) {
    std::vector<std::string> found;
    for (const Article& article : listing.articles) found.push_back(article.url);
    return found;
}

std::string card(const std::string& href, const std::string& title, const std::string& more = "") {
    return "<div class=card><h3><a href='" + href + "'>" + title + "</a></h3>" + more + "</div>";
}

const std::string menu =
    "<nav><a href=/>Home</a><a href=/world>World</a><a href=/sport>Sport</a><a href=/video>Video</a>"
    "<a href=/tag/harbour>Harbour</a></nav>";
const std::string footer =
    "<footer><a href=/about-us>About us</a><a href=/terms-of-use>Terms of use</a>"
    "<a href=/how-we-check-our-facts>How we check facts</a><a href=/author/jo-smith>Jo Smith</a></footer>";

std::string plain_list(const std::vector<std::string>& titles, const std::string& address) {
    std::string html = "<main><ul>";
    for (std::size_t i = 0; i < titles.size(); ++i)
        html += "<li><a href='" + address + std::to_string(100 + i) + "'>" + titles[i] + "</a></li>";
    return html + "</ul></main>";
}

TEST(Listing, FindsNumberedArticlesInAnyScript) {
    const std::vector<std::vector<std::string>> languages = {
        {"Ferry late again after fog closes harbour", "Council votes for new school on hill",
         "Old mill burns for two nights", "Mayor says budget will hold this year"},
        {"大雾关闭港口渡轮再次晚点", "市议会投票通过山上新学校", "老磨坊燃烧两夜不熄", "市长称今年预算将维持"},
        {"霧で港閉鎖、フェリーまた遅れる", "市議会、丘の上の新校舎を可決", "古い製粉所が二晩燃え続ける",
         "市長「今年の予算は維持」"},
        {"เรือข้ามฟากล่าช้าอีกครั้งหลังหมอกปิดท่าเรือ", "สภาเทศบาลลงมติสร้างโรงเรียนใหม่บนเนินเขา", "โรงสีเก่าไฟไหม้นานสองคืน",
         "นายกเทศมนตรีเผยงบประมาณปีนี้คงเดิม"},
        {"কুয়াশায় বন্দর বন্ধ, ফেরি আবার দেরিতে", "পাহাড়ে নতুন স্কুলের পক্ষে ভোট দিল পরিষদ", "পুরোনো কল দুই রাত ধরে জ্বলছে",
         "মেয়র বললেন এ বছরের বাজেট থাকবে"},
        {"تأخر العبارة مجددا بعد إغلاق الميناء", "المجلس يصوت لصالح مدرسة جديدة", "حريق المطحنة القديمة يستمر ليلتين",
         "العمدة: الميزانية ستصمد هذا العام"},
        {"안개로 항구 폐쇄, 여객선 또 지연", "시의회 언덕 위 새 학교 가결", "오래된 방앗간 이틀 밤 화재",
         "시장 올해 예산 유지 밝혀"},
        {"Паром снова опаздывает: туман закрыл гавань", "Совет проголосовал за новую школу на холме",
         "Старая мельница горела две ночи", "Мэр: бюджет этого года устоит"},
    };
    const std::string sections =
        "<div class=side><a href=/c/1>本地</a><a href=/c/2>Sport</a><a href=/c/3>עולם</a><a href=/c/4>체육</a></div>"
        "<div><a href='?page=2'>2</a><a href='?page=3'>3</a><a href='?page=4'>4</a><a href='?page=5'>5</a></div>";
    for (const auto& titles : languages)
        for (const char* address : {"/news/", "/city/", "/%E0%A6%B8%E0%A6%82/", "/",
                                    "/read.asp?no=", "/?view=", "/index.php?option=com_content&view=article&id="}) {
            SCOPED_TRACE(titles[0] + " " + address);
            Listing listing = read(menu + sections + plain_list(titles, address) + footer);
            EXPECT_EQ(listing.articles.size(), titles.size());
            if (!listing.articles.empty()) EXPECT_EQ(listing.articles[0].headline, titles[0]);
        }
}

TEST(Listing, TellsTheCategoryFromTheArticlesOfOneScript) {
    const std::string script = "/index.php?option=com_content&amp;view=";
    Listing listing = read(menu + card(script + "article&amp;id=100:ferry-late-again", "Ferry late again after fog") +
                           card(script + "article&amp;id=101:council-votes", "Council votes for new school on hill") +
                           card(script + "article&amp;id=102:old-mill-burns", "Old mill burns for two nights") +
                           card(script + "article&amp;id=103:tide-record", "Tide breaks record at north pier") +
                           "<a href='" + script + "category&amp;id=7'>More news</a>" + footer);
    EXPECT_EQ(listing.articles.size(), 4u);
}

TEST(Listing, TakesNoRowOfNumbersForArticlesWhoseTextsAreNoHeadlines) {
    EXPECT_EQ(read(plain_list({"Sport", "World", "Opinion", "Arts", "Weather"}, "/c/")).articles.size(), 0u);
    EXPECT_EQ(read(plain_list({"Jo Smith", "Ann Lee", "Bo Li", "Max Mustermann"}, "/people/")).articles.size(), 0u);
    EXPECT_EQ(read(plain_list({"Read the whole story here", "Read the whole story here", "Read the whole story here",
                               "Read the whole story here"},
                              "/x/"))
                  .articles.size(),
              0u);
    EXPECT_EQ(read(plain_list({"体育", "国际新闻", "财经", "关于我们"}, "/c/")).articles.size(), 0u);
}

TEST(Listing, FindsTheArticlesAmongTheLinksOfThePage) {
    Listing listing = read(menu + card("/world/bridge-to-close-in-march", "Bridge to close in March") +
                           card("/world/ferry-strike-enters-second-week", "Ferry strike enters second week") +
                           card("/sport/rowers-win-at-lindmouth-again", "Rowers win at Lindmouth again") +
                           "<a href=/world?page=2>Next page</a>" + footer);
    EXPECT_EQ(urls(listing), (std::vector<std::string>{"https://courier.example/world/bridge-to-close-in-march",
                                                       "https://courier.example/world/ferry-strike-enters-second-week",
                                                       "https://courier.example/sport/rowers-win-at-lindmouth-again"}));
    EXPECT_EQ(listing.articles[1].headline, "Ferry strike enters second week");
    EXPECT_EQ(listing.articles[1].provenance.at("headline"), "link");
}

TEST(Listing, LetsAddressesWithoutWordsBeJudgedByTheirNeighbours) {
    std::string page = menu;
    for (const char* name : {"gofix", "arenas", "survey", "maps", "loops"})
        page += card("/blog/" + std::string(name), "What is new about " + std::string(name) + " this year",
                     "<p>Some words on it.</p>");
    EXPECT_EQ(read(page + footer).articles.size(), 5u);
}

TEST(Listing, LeavesOutWhatLacksTheDateThatTheOthersHave) {
    std::string page = menu;
    for (int day = 10; day < 20; ++day)
        page += card("/2026/11/" + std::to_string(day) + "/story-of-the-day",
                     "The story of the day number " + std::to_string(day));
    page += "<p><a href=/our-newsroom-guide>Our guide to the newsroom</a></p>";
    EXPECT_EQ(read(page).articles.size(), 10u);
}

TEST(Listing, StaysOnItsSiteAndOffItself) {
    Listing listing =
        read(card("https://blogs.courier.example/bridge-to-close-in-march-123456", "Bridge to close in March") +
             card("https://other.example/bridge-to-close-in-march-123456", "Bridge to close elsewhere") +
             card("https://courier.example/world#top", "The world news of this week") +
             card("mailto:a@courier.example", "Write to us about the bridge"));
    EXPECT_EQ(urls(listing), std::vector<std::string>{"https://blogs.courier.example/bridge-to-close-in-march-123456"});
}

TEST(Listing, ResolvesLinksAgainstTheBaseAndTakesEachOnce) {
    Listing listing = read("<base href=https://courier.example/old/>" +
                           card("bridge-to-close-in-march-123456?utm_source=front", "Bridge to close in March") +
                           "<a href='bridge-to-close-in-march-123456#comments'>12 comments</a>");
    ASSERT_EQ(listing.articles.size(), 1u);
    EXPECT_EQ(listing.articles[0].url, "https://courier.example/old/bridge-to-close-in-march-123456");
    EXPECT_EQ(listing.articles[0].headline, "Bridge to close in March");
}

TEST(Card, HasDateTeaserAndPicture) {
    const Article article =
        read(card("/world/bridge-to-close-in-march-1234567", "Bridge to close in March",
                  "<img data-src=/bridge.jpg src=data:,><time datetime=2026-11-23T18:00:00Z>yesterday</time>"
                  "<p>Engineers found that the bearings under the northern span had worn to half.</p>") +
             card("/world/ferry-strike-goes-on-1234568", "Ferry strike goes on for another week"))
            .articles.at(0);
    EXPECT_EQ(format_rfc3339(article.date_published.value()), "2026-11-23T18:00:00Z");
    EXPECT_EQ(article.description, "Engineers found that the bearings under the northern span had worn to half.");
    ASSERT_EQ(article.image.size(), 1u);
    EXPECT_EQ(article.image[0].url, "https://courier.example/bridge.jpg");
}

TEST(Card, NeverMakesADateOfRelativeTimes) {
    for (const char* date :
         {"<time>3 hours ago</time>", "<span class=date>Monday</span>", "<time datetime=P3H>3h</time>"})
        EXPECT_FALSE(read(card("/world/bridge-to-close-in-march-1234567", "Bridge to close in March", date))
                         .articles.at(0)
                         .date_published)
            << date;
}

TEST(Card, TakesTheDateOfTheAddressWhenItSaysNone) {
    Article article = read(card("/2026/11/23/bridge-to-close", "Bridge to close in March")).articles.at(0);
    EXPECT_EQ(article.date_published_precision, DatePrecision::day);
    EXPECT_EQ(article.provenance.at("datePublished"), "url");
}

TEST(Card, FindsTheHeadlineOfALinkAroundAllOfIt) {
    Article article =
        read(
            "<a href=/world/bridge-to-close-in-march-1234567><span class=k>Traffic</span><h2>Bridge to close "
            "in March</h2><p>Engineers found that the bearings had worn to half.</p></a>")
            .articles.at(0);
    EXPECT_EQ(article.headline, "Bridge to close in March");
}

TEST(Listing, IsNamedByItsPage) {
    Listing listing =
        read("<html lang=en-GB><head><title>World | Courier</title><link rel=canonical href=/world/></head>");
    EXPECT_EQ(listing.name, "World | Courier");
    EXPECT_EQ(listing.url, "https://courier.example/world/");
    EXPECT_EQ(listing.language, "en-GB");
    EXPECT_TRUE(listing.articles.empty());
}

TEST(Listing, RefusesBinaryData) {
    EXPECT_FALSE(read_listing("%PDF-1.7", "text/html", Url::parse("https://courier.example/").value()));
}

TEST(Listing, IsBounded) {
    std::string page;
    for (int i = 0; i < 5000; ++i)
        page += "<li><a href=/world/a-very-long-story-" + std::to_string(1000000 + i) + ">A very long story of it</a>";
    EXPECT_EQ(read(page).articles.size(), 500u);
}

}  // namespace
}  // namespace newsbus::extract
