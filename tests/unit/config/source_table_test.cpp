#include "config/source_table.h"

#include "config/config.h"

#include <gtest/gtest.h>

namespace newsbus::config {
namespace {

TEST(SourceTable, IsReadBackWhateverTheTextsHold) {
    SourceTable table{"a",
                      "A \"name\" & \\ l\u00fc\u0085ne\n2",
                      "sitemap",
                      "https://a.example/?q=\"x\"",
                      {"tag \"one\"", "back\\slash", "l1\nl2\x7f", "ü"},
                      {"A title\nid = \"evil\"", "second"}};
    Loaded loaded = read({{"newsbus.toml", "[http]\ncontact = \"a@b.se\"\n" + to_toml(table)}});
    for (const Problem& problem : loaded.problems) ADD_FAILURE() << problem.str();
    ASSERT_EQ(loaded.config.sources.size(), 1u);
    const source::Options& source = loaded.config.sources[0];
    EXPECT_EQ(source.id, "a");
    EXPECT_EQ(source.name, "A \"name\" & \\ l\u00fc ne 2");
    EXPECT_EQ(source.kind, source::Kind::sitemap);
    EXPECT_EQ(source.url, table.url);
    EXPECT_EQ(source.tags, table.tags);
}

TEST(SourceIds, AreMadeOfTitlesElseOfHostsEachOnce) {
    SourceIds ids({"bbc-news"});
    EXPECT_EQ(ids.make("BBC News", "https://a.example/"), "bbc-news-2");
    EXPECT_EQ(ids.make("BBC: News", "https://b.example/"), "bbc-news-3");
    EXPECT_EQ(ids.make("", "https://www.example.org/feed"), "www-example-org");
    EXPECT_EQ(ids.make("!!!", "nonsense"), "source");
}

}  // namespace
}  // namespace newsbus::config
