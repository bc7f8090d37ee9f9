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
                      {"A title\nid = \"evil\"", "second"},
                      {"10.0.0.0/8", "::1"}};
    Loaded loaded = read({{"newsbus.toml", "[http]\ncontact = \"a@b.se\"\n" + to_toml(table)}});
    for (const Problem& problem : loaded.problems) ADD_FAILURE() << problem.str();
    ASSERT_EQ(loaded.config.sources.size(), 1u);
    const source::Options& source = loaded.config.sources[0];
    EXPECT_EQ(source.id, "a");
    EXPECT_EQ(source.name, "A \"name\" & \\ l\u00fc ne 2");
    EXPECT_EQ(source.kind, source::Kind::sitemap);
    EXPECT_EQ(source.url, table.url);
    EXPECT_EQ(source.tags, table.tags);
    EXPECT_EQ(source.allow_networks, table.allow_networks);
}

TEST(SourceTable, NeedsTheNetworksThatTheDaemonWouldRefuse) {
    using Networks = std::vector<std::string>;
    const Networks given{"10.0.0.0/8", "127.0.0.0/8"};
    const Url asked = Url::parse("https://intranet.example/").value();
    EXPECT_EQ(networks_needed("http://10.1.2.3/feed", asked, given), Networks{"10.0.0.0/8"});
    EXPECT_EQ(networks_needed("http://localhost/feed", asked, given), Networks{"127.0.0.0/8"});
    EXPECT_EQ(networks_needed("http://8.8.8.8/feed", asked, given), Networks{});
    EXPECT_EQ(networks_needed("https://intranet.example/feed", asked, given), given);
    EXPECT_EQ(networks_needed("https://feeds.elsewhere.example/feed", asked, given), Networks{});
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
