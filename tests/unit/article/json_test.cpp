#include "article/json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace newsbus {
namespace {

using namespace std::chrono_literals;

/// An article in which no field is empty.
Article complete() {
    Article a;
    a.id = "0123456789abcdef0123456789abcdef";
    a.identifier = "urn:a:1";
    a.url = "https://example.org/a";
    a.canonical_url = "https://example.org/a/";
    a.source = "example";
    a.seen_in = {"other"};
    a.headline = "A \"headline\" \u00e9";
    a.alternative_headline = "Another";
    a.description = "A description";
    a.body = "One.\n\nTwo.";
    a.body_html = "<p>One.</p><p>Two.</p>";
    a.paragraphs = {{"aaaa", {0, 4}}, {"bbbb", {6, 10}}};
    a.word_count = 2;
    a.body_status = BodyStatus::full;
    a.date_published = TimePoint(1'700'000'000s);
    a.date_published_raw = "Tue, 14 Nov 2023 22:13:20 GMT";
    a.date_published_precision = DatePrecision::second;
    a.date_modified = TimePoint(1'700'000'060s);
    a.date_first_seen = TimePoint(1'700'000'070s);
    a.date_fetched = TimePoint(1'700'000'071s);
    a.author = {{"Ann Author", "https://example.org/ann"}, {"Bo", ""}};
    a.publisher = {"Example News", "https://example.org/", "EX"};
    a.source_organization = {"Agence", "https://agence.example/", "AG"};
    a.credit_text = "AG/EX";
    a.dateline = {"PARIS, Nov 14", "Paris", "2023-11-14"};
    a.language = "en";
    a.language_confidence = 0.5;
    a.about = {{"France", "Country", "iso3166:FR", 1, {{0, 4}}}};
    a.mentions = {{"Paris", "City", "geonames:2988507", 0.25, {}}};
    a.keywords = {"one", "two"};
    a.section = "World";
    a.genre = "Analysis";
    a.tags = {"mine"};
    a.version = 2;
    a.changes = {{"headline", "changed"}};
    a.correction = "An earlier version was wrong.";
    a.story = "s1";
    a.image = {{"https://example.org/i.jpg", "A caption", "Photo: Cy", 640, 480}};
    a.encoding = {{"https://example.org/a.mp3", "audio/mpeg", 123}};
    a.is_accessible_for_free = false;
    a.license = "https://example.org/license";
    a.copyright_notice = "(c) Example";
    a.robots = "noarchive";
    a.provenance = {{"headline", "og:title"}};
    return a;
}

TEST(ArticleJson, KeepsEveryFieldThroughARoundTrip) {
    Article article = complete();
    auto back = article_from_json(to_json(article));
    ASSERT_TRUE(back.has_value()) << back.error().what;
    EXPECT_EQ(*back, article);
    EXPECT_EQ(to_json(*back), to_json(article));
}

TEST(ArticleJson, LeavesOutWhatIsUnknown) {
    Article article;
    article.headline = "Only this";
    EXPECT_EQ(to_json(article), R"({"headline":"Only this"})");
    EXPECT_EQ(to_json(Article{}), "{}");
}

TEST(ArticleJson, LeavesOutListItemsThatSayNothing) {
    Article article;
    article.keywords = {"", "a", ""};
    article.author = {{"", ""}};
    EXPECT_EQ(to_json(article), R"({"keywords":["a"]})");
}

TEST(ArticleJson, WritesParagraphsAndOffsetsThatStartAtZero) {
    Article article;
    article.paragraphs = {{"aa", {0, 3}}};
    article.about = {{"X", "Person", "wd:Q1", 1, {{0, 3}}}};
    EXPECT_EQ(to_json(article),
              R"({"paragraphs":[{"id":"aa","start":0,"end":3}],)"
              R"("about":[{"name":"X","type":"Person","id":"wd:Q1","score":1E0,"offsets":[{"start":0,"end":3}]}]})");
}

TEST(ArticleJson, NamesTheFieldOfTheWrongType) {
    auto bad = article_from_json(R"({"author":[{"name":7}]})");
    ASSERT_FALSE(bad.has_value());
    EXPECT_EQ(bad.error().what, "author: name: not a string");
    EXPECT_FALSE(article_from_json("[]").has_value());
    EXPECT_FALSE(article_from_json("{").has_value());
}

TEST(ArticleJson, IgnoresUnknownKeys) {
    auto article = article_from_json(R"({"headline":"x","future":{"a":1}})");
    ASSERT_TRUE(article.has_value());
    EXPECT_EQ(article->headline, "x");
}

TEST(MergePatch, ReplacesAddsAndRemovesFields) {
    auto patch = patched(complete(), R"({"headline":"New","section":null,"articleSection":null,"tags":["a","b"]})");
    ASSERT_TRUE(patch.has_value()) << patch.error().what;
    EXPECT_EQ(patch->headline, "New");
    EXPECT_EQ(patch->section, "");
    EXPECT_EQ(patch->tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(patch->body, complete().body);
}

TEST(MergePatch, EditsObjectsMemberByMember) {
    Article before = complete(), named = before;
    named.publisher.url = "";
    auto edited = patched(before, R"({"publisher":{"url":null}})");
    ASSERT_TRUE(edited.has_value()) << edited.error().what;
    EXPECT_EQ(*edited, named);
}

TEST(MergePatch, TakesNoNullIntoAnObjectThatWasNotThere) {
    Article before = complete(), named = before;
    before.publisher = {};
    named.publisher = {};
    named.publisher.name = "The Wire";
    auto edited = patched(before, R"({"publisher":{"name":"The Wire","url":null}})");
    ASSERT_TRUE(edited.has_value()) << edited.error().what;
    EXPECT_EQ(*edited, named);
}

TEST(MergePatch, RefusesToChangeIdentity) {
    for (const char* patch : {R"({"id":"x"})", R"({"identifier":null})", R"({"source":"y"})", R"({"version":9})"})
        EXPECT_FALSE(patched(complete(), patch).has_value()) << patch;
    EXPECT_TRUE(patched(complete(), R"({"source":"example"})").has_value());
}

TEST(MergePatch, RefusesWhatIsNoPatch) {
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += R"({"publisher":)";
    deep += "{}" + std::string(40, '}');
    for (const std::string& patch : std::initializer_list<std::string>{"", "7", "[]", "{", R"({"headline":7})", deep})
        EXPECT_FALSE(patched(complete(), patch).has_value()) << patch;
}

}  // namespace
}  // namespace newsbus
