#include <gmock/gmock.h>

#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

using testing::ElementsAre;

TEST(CleanText, CleansEveryTextField) {
    Article dirty;
    for (std::string* field :
         {&dirty.headline, &dirty.alternative_headline, &dirty.description, &dirty.body, &dirty.correction,
          &dirty.body_html, &dirty.publisher.name, &dirty.source_organization.name, &dirty.credit_text, &dirty.section,
          &dirty.genre, &dirty.copyright_notice, &dirty.dateline.text})
        *field = "cafe\u0301\u200B";
    dirty.author = {{"cafe\u0301\u200B", ""}};
    dirty.image = {{"https://news.example/a.jpg", "cafe\u0301\u200B", "cafe\u0301\u200B", 0, 0}};
    dirty.keywords = {"cafe\u0301\u200B"};

    Article clean = processed(*make_plugin("clean_text"), dirty);
    for (const std::string& field :
         {clean.headline, clean.alternative_headline, clean.description, clean.body, clean.correction, clean.body_html,
          clean.publisher.name, clean.source_organization.name, clean.credit_text, clean.section, clean.genre,
          clean.copyright_notice, clean.dateline.text, clean.author[0].name, clean.image[0].caption,
          clean.image[0].credit, clean.keywords[0]})
        EXPECT_EQ(field, "café");
}

TEST(CleanText, KeepsParagraphsOfTheBodyAndPutsTheHeadlineOnOneLine) {
    Article article;
    article.headline = "Ferry\n  late";
    article.body = "One.\r\n\r\n\r\nTwo.";
    Article clean = processed(*make_plugin("clean_text"), article);
    EXPECT_EQ(clean.headline, "Ferry late");
    EXPECT_EQ(clean.body, "One.\n\nTwo.");
}

TEST(CleanText, LeavesOutWhatWasOnlyInvisible) {
    Article article;
    article.keywords = {"\u200B", "port"};
    article.author = {{" ", ""}, {"Ana Ruiz", ""}};
    Article clean = processed(*make_plugin("clean_text"), article);
    EXPECT_THAT(clean.keywords, ElementsAre("port"));
    ASSERT_EQ(clean.author.size(), 1u);
}

TEST(CleanText, NeverTouchesIdentity) {
    Article article;
    article.identifier = "guid \u200B 1";
    article.url = "https://news.example/a?b=%20";
    Article clean = processed(*make_plugin("clean_text"), article);
    EXPECT_EQ(clean, article);
}

}  // namespace
}  // namespace newsbus::plugins
