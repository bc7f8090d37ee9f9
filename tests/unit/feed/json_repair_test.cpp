#include "read.h"

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;

/// Identifier, URL and headline of each item.
std::vector<std::string> items_of(const std::string& text) {
    std::vector<std::string> items;
    for (const Article& article : harvest_of(text).articles)
        items.push_back(article.identifier + " " + article.url + " " + article.headline);
    return items;
}

constexpr std::string_view one = R"({"id":"1","url":"https://e.org/1","title":"One"})";
constexpr std::string_view nine = R"({"id":"9","url":"https://e.org/9","title":"Nine"})";
constexpr const char* read_one = "1 https://e.org/1 One";
constexpr const char* read_five = "5 https://e.org/5 Five";
constexpr const char* read_nine = "9 https://e.org/9 Nine";

std::string feed(std::string_view items) {
    return R"({"version":"https://jsonfeed.org/version/1.1","title":"J","items":[)" + std::string(items) + "]}";
}

std::string feed_of(std::string_view first, std::string_view second, std::string_view third) {
    std::string items(first);
    for (std::string_view item : {second, third}) items.append(",\n").append(item);
    return feed(items);
}

std::string between(std::string_view item) {
    return feed_of(one, item, nine);
}

TEST(JsonRepair, KeepsQuotesWithinATextInItsItem) {
    for (std::string_view text : {R"(the "big", "bad" wolf)", R"(<p>"a", "b", and "c": d</p>)", R"("big", "bad")",
                                  R"(he said "no", and went)", R"(so "it", note: "went" on)", R"(a "b"} c)"}) {
        SCOPED_TRACE(text);
        std::string item = R"({"id":"5","url":"https://e.org/5","title":"Five","content_html":")" + std::string(text);
        for (const char* end : {"\"}", "\",\"x\":1}", "\" }", "\"\n}"}) {
            auto items = items_of(between(item + end));
            if (items.size() == 3)
                EXPECT_THAT(items, ElementsAre(read_one, read_five, read_nine));
            else
                EXPECT_THAT(items, ElementsAre(read_one, read_nine));
        }
    }
    Harvest harvest = harvest_of(between(R"({"id":"5","content_html":"The "big", "bad" wolf"})"));
    ASSERT_EQ(harvest.articles.size(), 3u);
    EXPECT_EQ(harvest.articles[1].body, R"(The "big", "bad" wolf)");
}

TEST(JsonRepair, LeavesOutTheItemWhoseBoundariesCannotBeTold) {
    constexpr std::string_view flawed[] = {
        R"({"id":"5","url":"https://e.org/5,"title":"Five"})",
        R"({"id":"5","url":"https://e.org/5","title":"Five})",
        R"({"id":"5,"url":"https://e.org/5","title":"Five"})",
        R"({"id":"5","url":"https://e.org/5","title":Five"})",
        R"({"id":"5","url":"https://e.org/5","title":"Five"])",
        R"({"id":"5","url":"https://e.org/5","title":"Five")",
        R"({"id":"5","url" "https://e.org/5", "title" "Five"},x)",
        R"({“id”:“5”,“url”:“https://e.org/5”,“title”:“Five”})",
        R"({"id":"5","url":“https://e.org/5”,"title":"Five"})",
        R"({"id":"5","url":"https://e.org/5","title":"Five","id":"6","url":"https://e.org/6","title":Six})",
        R"({"id":"5","_related":["id":"a","name":"A"],"url":"https://e.org/5","title":Five})",
        R"({"id":"5","url", "https://e.org/5","title":"Five"})",
        R"({"id":"5","title":'Five, "url":"https://e.org/5"})",
        R"({"id":"5","attachments":[{"url":"/a"},{"url":"/b],"url":"https://e.org/5","title":"Five"})",
    };
    for (std::string_view item : flawed) {
        SCOPED_TRACE(item);
        EXPECT_THAT(items_of(between(item)), ElementsAre(read_one, read_nine));
        EXPECT_THAT(items_of(feed_of(item, nine, one)), ElementsAre(read_nine, read_one));
        EXPECT_THAT(items_of(feed_of(one, nine, item)), ElementsAre(read_one, read_nine));
    }
}

TEST(JsonRepair, SkipsABraceTooMany) {
    EXPECT_THAT(items_of(between(R"({"id":"5","url":"https://e.org/5","title":"Five"}})")),
                ElementsAre(read_one, read_five, read_nine));
    EXPECT_THAT(items_of(feed(std::string(nine) + "} ")), ElementsAre(read_nine));
}

TEST(JsonRepair, TakesNoListWithinAnItemForItems) {
    for (std::string_view inner : {R"([{"id":"a","name":"A"},{"id":"b","name":"B"},{"id":"c","name":"C"}])",
                                   R"([{"id":"a","title":"A","url":"/a"},{"id":"b","title":"B","url":"/b"}])"}) {
        std::string item = R"({"id":"5","title":"Five, "url":"https://e.org/5","_related":)" + std::string(inner) + "}";
        EXPECT_THAT(items_of(between(item)), ElementsAre(read_one, read_nine)) << inner;
        item = R"({"id":"5","title":"Five","url":"https://e.org/5","_related":": "x"},{"id":"b","name":"B"}]})";
        EXPECT_THAT(items_of(between(item)), ElementsAre(read_one, read_five, read_nine));
    }
}

TEST(JsonRepair, ReadsTheItemsBehindAFlawInTheHead) {
    std::string text = R"({"title":"a "b" wire, "description":"d","items":[)" + std::string(one) + "]}";
    EXPECT_THAT(items_of(text), ElementsAre(read_one));
    text = R"({"title":"Wire","description":"open, "x":[1],"items":[)" + std::string(one) + "]}";
    EXPECT_THAT(items_of(text), ElementsAre(read_one));
    EXPECT_EQ(harvest_of(text).feed.name, "Wire");
}

TEST(JsonRepair, ReadsNamesWithoutQuotes) {
    EXPECT_THAT(items_of(feed(R"({id:"1",url:"https://e.org/1",title:"One"},)" + std::string(nine))),
                ElementsAre(read_one, read_nine));
    EXPECT_THAT(items_of(R"({version:"https://jsonfeed.org/version/1.1",title:"J",items:[)" + std::string(nine) + "]}"),
                ElementsAre(read_nine));
    EXPECT_THAT(items_of(R"({version:'x', items:[{id:'1', url:'https://e.org/1', title:'It\'s "one"'},{id:'9'}]})"),
                ElementsAre("1 https://e.org/1 It's \"one\"", "9  "));
    EXPECT_THAT(
        items_of(feed(R"({id:"1",url:"https://e.org/1,title:"One"},{id:"9",url:"https://e.org/9",title:"Nine"})")),
        ElementsAre(read_nine));
}

TEST(JsonRepair, TakesNoWordOfATextForAName) {
    Article article = article_of(feed(R"({"id":"1","title":"He said "no", note: "fine" and went"})"));
    EXPECT_EQ(article.headline, R"(He said "no", note: "fine" and went)");
    article = article_of(feed(R"({id:"1",title:"He said "no", note: that is all",url:"https://e.org/1"})"));
    EXPECT_EQ(article.headline, R"(He said "no", note: that is all)");
    EXPECT_EQ(article.url, "https://e.org/1");
}

TEST(JsonRepair, ReadsWhatStandsBehindOtherWordsOfAProgram) {
    std::string json = feed(nine);
    for (std::string_view before :
         {"<br />\n<b>Notice</b>:  Undefined index: x in <b>/var/www/feed.php</b> on line <b>3</b><br />\n",
          "\nWarning: Undefined property: {$x} in /var/www/feed.php on line 3\n", "\xEF\xBB\xBF", "\n\xEF\xBB\xBF",
          "// made by hand\n", "/* made by hand */ ", "<!-- cached -->\n", ")]}',\n", "callback(",
          "/**/ jQuery.feed_1(", "while(1);", "var feed = "}) {
        SCOPED_TRACE(before);
        for (const char* end : {"", ")", ");", "\n<br />\n<b>Notice</b>: late"})
            EXPECT_THAT(items_of(std::string(before) + json + end), ElementsAre(read_nine));
    }
}

TEST(JsonRepair, TakesNoOtherDocumentForAFeed) {
    for (std::string_view before : {"<!DOCTYPE html><script>var x = ", "<html><body><pre>", "<script>"})
        EXPECT_FALSE(read(std::string(before) + feed(nine), "", Url())) << before;
    EXPECT_FALSE(read("body {\"margin\": 0}", "text/css", Url()));
    EXPECT_EQ(rss_item("<title>{\"title\":\"x\",\"items\":[{\"id\":\"1\"}]}</title>").headline,
              "{\"title\":\"x\",\"items\":[{\"id\":\"1\"}]}");
    EXPECT_EQ(harvest_of("<channel><description>{\"items\":[]}</description><item><guid>g</guid></item></channel>")
                  .articles.size(),
              1u);
}

TEST(JsonRepair, TakesTimeThatGrowsWithItsSize) {
    for (std::string_view piece :
         {R"({id:'x},)", R"({"id":"x},)", R"({"id":"x","y":")", R"(," )", R"({"id":"1"],)", R"({id:"x", y:'},)"}) {
        std::string body = R"({"items":[{"id":"0","title":"a"},)";
        while (body.size() < 2'000'000) body += piece;
        auto harvest = read(body + R"("':'")", "", Url());
        EXPECT_TRUE(harvest.has_value()) << piece;
    }
}

}  // namespace
}  // namespace newsbus::feed
