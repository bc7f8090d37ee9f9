#include "plugins/doors/answer.h"

#include <gmock/gmock.h>

namespace newsbus::plugins {
namespace {

using testing::HasSubstr;

Article ferry() {
    Article article;
    article.id = "0123";
    article.url = "https://news.example/ferry";
    article.headline = "Ferry late";
    return article;
}

std::string fault_of(std::string_view patch) {
    auto edited = answered(ferry(), patch);
    return edited ? "" : edited.error().what;
}

TEST(Answer, SetsAndRemovesFields) {
    Article edited =
        answered(ferry(), R"({"headline":"Ferry very late","url":null,"inLanguage":"zh-Hant-TW"})").value();
    EXPECT_EQ(edited.headline, "Ferry very late");
    EXPECT_EQ(edited.url, "");
    EXPECT_EQ(edited.language, "zh-Hant-TW");
}

TEST(Answer, BringsAddressesOfTheWebOnly) {
    for (const char* patch : {
             R"#({"url":"javascript:alert(1)"})#",
             R"({"url":"/ferry"})",
             R"({"canonicalUrl":"file:///etc/passwd"})",
             R"({"author":[{"name":"X","url":"data:x"}]})",
             R"({"publisher":{"name":"X","url":"vbscript:x"}})",
             R"({"image":[{"url":"blob:x"}]})",
             R"({"encoding":[{"contentUrl":"ftp://news.example/a.mp3"}]})",
         })
        EXPECT_THAT(fault_of(patch), HasSubstr("is no absolute address of http or https")) << patch;
    Article edited = answered(ferry(), R"({"canonicalUrl":"https://me:secret@News.example/ferry"})").value();
    EXPECT_EQ(edited.canonical_url, "https://news.example/ferry");
}

TEST(Answer, LeavesAddressesThatWereThereAsTheyWere) {
    Article article = ferry();
    article.image.push_back({"https://news.example/a b.jpg", "", "", 0, 0});
    EXPECT_EQ(answered(article, R"({"genre":"x"})")->image, article.image);
}

TEST(Answer, BringsLanguagesThatHaveTheFormOfOne) {
    for (const char* tag : {"en/../../x", "e", "1en", "en-", "-en", "en--GB", "abcdefghi", "en GB", "é"})
        EXPECT_THAT(fault_of(R"({"inLanguage":")" + std::string(tag) + "\"}"), HasSubstr("is no language tag")) << tag;
    for (const char* tag : {"en", "de-CH-1996", "x-klingon", "sr-Latn", ""})
        EXPECT_EQ(fault_of(R"({"inLanguage":")" + std::string(tag) + "\"}"), "") << tag;
}

TEST(Answer, BringsMarkupThatNothingRunsIn) {
    Article edited =
        answered(ferry(),
                 R"({"articleBodyHtml":"<p onclick=x()>Late <a href=/more>again</a></p><script>alert(1)</script>"})")
            .value();
    EXPECT_EQ(edited.body_html, "<p>Late <a href=\"https://news.example/more\">again</a></p>");
}

TEST(Answer, LeavesAnArticle) {
    EXPECT_THAT(fault_of(R"({"url":null,"headline":null})"), HasSubstr("leaves no url, headline"));
    EXPECT_THAT(fault_of("[]"), HasSubstr("not a JSON object"));
}

}  // namespace
}  // namespace newsbus::plugins
