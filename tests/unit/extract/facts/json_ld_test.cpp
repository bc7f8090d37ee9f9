#include "extract/facts/json_ld.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

TEST(JsonLd, FindsTheArticleInListsAndGraphs) {
    for (const char* block : {R"({"@type":"NewsArticle","headline":"h"})",
                              R"([{"@type":"WebSite"},{"@type":"NewsArticle","headline":"h"}])",
                              R"({"@graph":[{"@type":["Thing","ReportageNewsArticle"],"headline":"h"}]})",
                              R"({"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"h"}})"})
        EXPECT_EQ(read_json_ld({block}).headline, "h") << block;
}

TEST(JsonLd, ReadsACorrectionThatIsATextOrAComment) {
    for (const char* correction :
         {R"("The name was wrong.")", R"({"@type":"CorrectionComment","text":"The name was wrong."})",
          R"(["https://example.org/corrections", {"text":"The name was wrong."}])"}) {
        const std::string block =
            R"({"@type":"NewsArticle","headline":"h","correction":)" + std::string(correction) + "}";
        EXPECT_EQ(read_json_ld({block}).correction, "The name was wrong.") << correction;
    }
    EXPECT_EQ(
        read_json_ld({R"({"@type":"NewsArticle","headline":"h","correction":"https://example.org/c"})"}).correction,
        "");
}

TEST(JsonLd, ResolvesReferencesAcrossBlocks) {
    JsonLd article = read_json_ld(
        {R"({"@type":"Article","headline":"h","author":[{"@id":"#a"}],"publisher":{"@id":"#p"}})",
         R"({"@graph":[{"@id":"#a","@type":"Person","name":"Ada Quill","url":"/ada"},{"@id":"#p","name":"Courier"}]})"});
    ASSERT_EQ(article.author.size(), 1u);
    EXPECT_EQ(article.author[0].name, "Ada Quill");
    EXPECT_EQ(article.author[0].url, "/ada");
    EXPECT_EQ(article.publisher.name, "Courier");
}

TEST(JsonLd, ReadsWhatWritersGetWrong) {
    const char* blocks[] = {
        "<!-- {\"@type\":\"Article\",\"headline\":\"h\"} -->",
        "{\"@type\":\"Article\",\"headline\":\"h\",}",
        "{\"@type\":\"Article\",\"description\":\"two\nlines\",\"headline\":\"h\"}",
        "/*<![CDATA[*/{\"@type\":\"Article\",\"headline\":\"h\"}/*]]>*/",
        " {\"@type\":\"Article\",\"headline\":\"h\"};",
        "{\"@type\":\"Article\", // \"about\": {\n//},\n\"headline\":\"h\"}",
        "{\"url\":\"https://e.org/a\",\"@type\":\"Article\",\"headline\":\"h\"}",
        "{\"@type\":\"WebSite\",\"name\":\"n\"},{\"@type\":\"Article\",\"headline\":\"h\"}",
        "{\"@type\":\"Article\",\"headline\":\"h\"}}, // empty for branded pages",
    };
    for (const char* block : blocks) EXPECT_EQ(read_json_ld({block}).headline, "h") << block;
}

TEST(JsonLd, TellsOrganizationsFromPersons) {
    JsonLd article = read_json_ld({R"([{"@type":"Organization","@id":"#us","name":"Courier"},{"@type":"NewsArticle",
        "headline":"Bridge","author":[{"@id":"#us"},{"@type":"Person","name":"Ada Quill"},"Tom Barge"]}])"});
    ASSERT_EQ(article.author.size(), 2u);
    EXPECT_EQ(article.author[0].name, "Ada Quill");
    EXPECT_EQ(article.author[1].name, "Tom Barge");
    ASSERT_EQ(article.organizations.size(), 1u);
    EXPECT_EQ(article.organizations[0].name, "Courier");
}

TEST(JsonLd, TakesTheArticleWithTheMostToSay) {
    EXPECT_EQ(
        read_json_ld(
            {R"([{"@type":"Article","headline":"teaser"},{"@type":"Article","headline":"h","datePublished":"2026-01-01"}])"})
            .headline,
        "h");
}

TEST(JsonLd, DecodesMarkupInTexts) {
    JsonLd article =
        read_json_ld({R"({"@type":"Article","headline":"a &amp; b","articleBody":"<p>one</p><p>two</p>"})"});
    EXPECT_EQ(article.headline, "a & b");
    EXPECT_EQ(article.body, "one\n\ntwo");
}

TEST(JsonLd, ReadsImagesInEveryForm) {
    JsonLd article = read_json_ld(
        {R"({"@type":"Article","image":["/a.jpg",{"url":"/b.jpg","width":"1200","height":675,"caption":"c"}]})"});
    ASSERT_EQ(article.image.size(), 2u);
    EXPECT_EQ(article.image[0].url, "/a.jpg");
    EXPECT_EQ(article.image[1], (Image{"/b.jpg", "c", "", 1200, 675}));
}

TEST(JsonLd, SkipsWhatIsNoJson) {
    EXPECT_EQ(
        read_json_ld({"", "{", "null", "[1,2]", "var x = 1", std::string(30'000, '[') + std::string(30'000, ']')}).type,
        "");
}

TEST(JsonLd, SkipsABlockWhoseValuesTakeManyTimesItsSize) {
    std::string numbers = R"({"@type":"Article","headline":"numbers","x":[1)";
    for (int i = 0; i < 2'000'000; ++i) numbers += ",1";
    EXPECT_EQ(read_json_ld({numbers + "]}", R"({"@type":"Article","headline":"h"})"}).headline, "h");
}

TEST(JsonLd, KnowsTheSpellingsOfTruth) {
    EXPECT_EQ(read_json_ld({R"({"@type":"Article","isAccessibleForFree":"False"})"}).is_accessible_for_free, false);
    EXPECT_EQ(read_json_ld({R"({"@type":"Article","isAccessibleForFree":true})"}).is_accessible_for_free, true);
    EXPECT_EQ(read_json_ld({R"({"@type":"Article"})"}).is_accessible_for_free, std::nullopt);
}

}  // namespace
}  // namespace newsbus::extract
