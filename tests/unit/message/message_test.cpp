#include "message/message.h"

#include <gmock/gmock.h>

#include <set>

namespace newsbus::message {
namespace {

const TimePoint now = *parse_rfc3339("2026-11-22T03:00:00Z");
const Addressing desk{"desk", "news/{source}/{event}/{language}/"};

Article article_in(const std::string& language) {
    Article article;
    article.id = "0123";
    article.source = "bbc";
    article.version = 3;
    article.language = language;
    return article;
}

std::string topic_of(const std::string& language) {
    return addressed(ArticleEvent{ArticleKind::updated, article_in(language)}, "", desk, now).topic;
}

TEST(Message, AddressesAnArticleByItsOwnSourceAndLanguage) {
    Message message = addressed(ArticleEvent{ArticleKind::backfill, article_in("EN-GB")}, "", desk, now);
    EXPECT_EQ(message.topic, "news/bbc/backfill/en/");
    EXPECT_EQ(message.id, "0123/3");
    EXPECT_EQ(message.source, "/newsbus/desk/bbc");
    EXPECT_EQ(message.type, "newsbus.article.backfill.v1");
    EXPECT_EQ(message.subject, "0123");
    EXPECT_EQ(message.time, now);
}

TEST(Message, AddressesWhatIsNoLanguageAsUnd) {
    for (const char* tag : {"", "x", "12", "abcdefghi", "-en", "e/n"})
        EXPECT_EQ(topic_of(tag), "news/bbc/updated/und/") << tag;
    EXPECT_EQ(topic_of("zh_Hant"), "news/bbc/updated/zh/");
}

TEST(Message, SaysOfASourceOnlyWhatThereIsToSay) {
    Message message = addressed(SourceEvent{SourceKind::ok, "", now, {}}, "bbc", desk, now);
    EXPECT_EQ(message.topic, "source/ok/bbc/");
    EXPECT_EQ(message.id, "");  // its number in the log
    EXPECT_EQ(message.body, R"({"source":"bbc","kind":"ok","since":"2026-11-22T03:00:00Z"})");
    message = addressed(SourceEvent{SourceKind::failing, "HTTP status 500", now, now}, "bbc", desk, now);
    EXPECT_EQ(message.body, R"({"source":"bbc","kind":"failing","reason":"HTTP status 500",)"
                            R"("since":"2026-11-22T03:00:00Z","next":"2026-11-22T03:00:00Z"})");
}

TEST(Message, TellsOfTheLogUnderANameThatNoSourceCanHave) {
    Message message = addressed(LogEvent{LogKind::trimmed, 1, 42}, "bbc", desk, now);
    EXPECT_EQ(message.topic, "source/trimmed/*/");
    EXPECT_EQ(message.type, "newsbus.source.trimmed.v1");
    EXPECT_EQ(message.subject, "*");
    EXPECT_THAT(message.body, ::testing::HasSubstr(R"("from":"00000000000000000001","to":"00000000000000000042")"));
}

TEST(Message, NamesEveryKindOnce) {
    std::set<std::pair<Family, std::string_view>> names;
    for (const KindRow& row : all_kinds()) EXPECT_TRUE(names.emplace(row.family, row.name).second) << row.name;
    for (auto kind : {ArticleKind::published, ArticleKind::backfill, ArticleKind::updated})
        names.erase({Family::article, name_of(kind)});
    for (auto kind : {SourceKind::ok, SourceKind::failing, SourceKind::blocked, SourceKind::gone, SourceKind::moved})
        names.erase({Family::source, name_of(kind)});
    names.erase({Family::source, name_of(LogKind::trimmed)});
    EXPECT_TRUE(names.empty());
}

}  // namespace
}  // namespace newsbus::message
