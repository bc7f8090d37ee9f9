#include "article/identity.h"

#include <gtest/gtest.h>

#include <set>

namespace newsbus {
namespace {

Article entry(std::string guid, std::string url, std::string title = "") {
    Article article;
    article.identifier = std::move(guid);
    article.url = std::move(url);
    article.headline = std::move(title);
    return article;
}

std::set<std::string> distinct_ids(const std::vector<Article>& entries) {
    std::set<std::string> ids;
    for (const Identity& identity : identify(entries, "example.org")) ids.insert(identity.id);
    return ids;
}

TEST(Identity, ComesFromTheLinkWhateverTheGuidAndTheTracking) {
    std::vector<Article> here{entry("1", "https://example.org/a?utm_source=rss", "A")};
    std::vector<Article> there{entry("tag:x", "http://www.example.org/a/", "A")};
    EXPECT_EQ(identify(here, "example.org")[0].id, identify(there, "other.net")[0].id);
    EXPECT_EQ(identify(here, "example.org")[0].id.size(), 32u);
}

TEST(Identity, FallsBackToHostAndGuidThenTitleAndDate) {
    std::vector<Article> guid_only{entry("42", "", "A")};
    EXPECT_NE(identify(guid_only, "a.example")[0].id, identify(guid_only, "b.example")[0].id);
    std::vector<Article> titles{entry("", "", "A"), entry("", "", "B")};
    EXPECT_EQ(distinct_ids(titles).size(), 2u);
}

TEST(Identity, HasAKeyForEachRung) {
    std::vector<Article> entries{entry("42", "https://example.org/a", "A")};
    std::vector<std::string> keys = identify(entries, "example.org")[0].keys;
    ASSERT_EQ(keys.size(), 3u);
    EXPECT_EQ(keys[0].substr(0, 2), "g:");
    EXPECT_EQ(keys[1].substr(0, 2), "u:");
    EXPECT_EQ(keys[2].substr(0, 2), "t:");
}

TEST(Identity, DoesNotTrustAGuidThatAllEntriesShare) {
    EXPECT_EQ(distinct_ids({entry("0", "https://example.org/a", "A"), entry("0", "https://example.org/b", "B")}).size(),
              2u);
    EXPECT_EQ(distinct_ids({entry("0", "", "A"), entry("0", "", "B")}).size(), 2u);
}

TEST(Identity, DoesNotTrustALinkThatDifferentEntriesShare) {
    EXPECT_EQ(
        distinct_ids({entry("1", "https://example.org/live", "A"), entry("2", "https://example.org/live", "B")}).size(),
        2u);
    EXPECT_EQ(
        distinct_ids({entry("", "https://example.org/live", "A"), entry("", "https://example.org/live", "B")}).size(),
        2u);
}

TEST(Identity, DoesNotTakeTheFrontPageForAnArticle) {
    EXPECT_EQ(distinct_ids({entry("1", "https://example.org/", "A"), entry("2", "https://example.org", "B")}).size(),
              2u);
}

TEST(Identity, IsOneForRepeatedEntries) {
    EXPECT_EQ(distinct_ids({entry("1", "https://example.org/a", "A"), entry("1", "https://example.org/a", "A")}).size(),
              1u);
    EXPECT_EQ(
        distinct_ids({entry("1", "https://example.org/a", "A"), entry("1", "https://example.org/a", "A, corrected")})
            .size(),
        1u);
}

TEST(Identity, IsOneForRepeatedEntriesWhoseTitlesDifferInTypography) {
    EXPECT_EQ(distinct_ids({entry("", "https://example.org/a", "\"No\" \u2013 again"),
                            entry("", "https://www.example.org/a/?utm_source=rss", "\u00ABNo\u00BB - again")})
                  .size(),
              1u);
    EXPECT_EQ(distinct_ids({entry("", "", "\"No\"  again"), entry("", "", "\u201CNo\u201D again (3 views)")}).size(),
              1u);
    EXPECT_EQ(distinct_ids({entry("", "", "12 comments"), entry("", "", "13 comments")}).size(), 2u);
}

TEST(Identity, TakesAnEntryUnderTwoGuidsForOneWhenAllElseIsTheSame) {
    Article one = entry("https://example.org/a#0", "https://example.org/a", "T"), other = one;
    other.identifier = "https://example.org/a#3";
    EXPECT_EQ(distinct_ids({one, other}).size(), 2u);
    one.description = other.description = "The ferry was late.";
    EXPECT_EQ(distinct_ids({one, other}).size(), 1u);
    other.description = "The ferry came.";
    EXPECT_EQ(distinct_ids({one, other}).size(), 2u);
}

TEST(Identity, TellsEntriesApartWhenEveryRungMisleads) {
    EXPECT_EQ(distinct_ids({entry("1", "https://example.org/a", "T"), entry("1", "https://example.org/b", "T"),
                            entry("2", "https://example.org/a", "T"), entry("2", "https://example.org/b", "T")})
                  .size(),
              4u);
}

}  // namespace
}  // namespace newsbus
