#include <gtest/gtest.h>

#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

constexpr std::string_view english =
    "The harbour authority said on Monday that the new ferry terminal would open two weeks later than planned.";
constexpr std::string_view croatian =
    "Lučka uprava priopćila je u ponedjeljak da će novi trajektni terminal biti otvoren dva tjedna kasnije.";

std::string tagged(std::string_view body, std::string declared) {
    Article article;
    article.body = body;
    article.language = std::move(declared);
    return processed(*make_plugin("tag_language"), article).language;
}

TEST(TagLanguage, BelievesTheText) {
    EXPECT_EQ(tagged(english, ""), "en");
    EXPECT_EQ(tagged(english, "de-DE"), "en");
    EXPECT_EQ(tagged(english, "nonsense!"), "en");
}

TEST(TagLanguage, KeepsWhatTheDeclarationSaysMore) {
    EXPECT_EQ(tagged(english, "en_gb"), "en-GB");
    EXPECT_EQ(tagged("港口管理局週一表示，新的渡輪碼頭將推遲兩週開放，居民對此表示不滿。", "zh"), "zh-Hant");
}

TEST(TagLanguage, LeavesCloseRelativesToThePublisher) {
    EXPECT_EQ(tagged(croatian, "bs"), "bs");
}

TEST(TagLanguage, FallsBackToTheDeclaration) {
    Article article;
    article.headline = "42";
    article.language = "EN-us";
    Article result = processed(*make_plugin("tag_language"), article);
    EXPECT_EQ(result.language, "en-US");
    EXPECT_EQ(result.language_confidence, 0);
    EXPECT_FALSE(result.provenance.contains("inLanguage"));
}

TEST(TagLanguage, SaysHowSureItIs) {
    Article article;
    article.body = english;
    Article result = processed(*make_plugin("tag_language"), article);
    EXPECT_GT(result.language_confidence, 0.9);
    EXPECT_EQ(result.provenance.at("inLanguage"), "text");
}

}  // namespace
}  // namespace newsbus::plugins
