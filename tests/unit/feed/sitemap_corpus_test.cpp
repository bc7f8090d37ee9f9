#include "article/json.h"
#include "feed/sitemap.h"
#include "tests/support/corpus.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <filesystem>

namespace newsbus::feed {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// tests/corpus/sitemap/CASE, as tests/corpus/feed: input.* is ours, expected.json what has to come out, and
// NEWSBUS_UPDATE=1 rewrites it.

/// One line for the sitemap, each article, part and problem.
std::string rendered(const Harvest& harvest) {
    json::object about{{"format", harvest.feed.format}, {"name", harvest.feed.name}};
    std::string out = "[" + json::serialize(about);
    for (const Article& article : harvest.articles) out += ",\n" + to_json(article);
    for (const Part& part : harvest.parts)
        out += ",\n" + json::serialize(json::object{{"part", part.url},
                                                    {"changed", part.changed ? format_rfc3339(*part.changed) : ""}});
    for (const Problem& problem : harvest.problems)
        out += ",\n" + json::serialize(json::object{{"problem", problem.what}});
    return out + "]\n";
}

TEST(SitemapCorpus, ReadsEveryDocumentAsExpected) {
    const Url url = Url::parse("https://courier.example/sitemaps/news.xml").value();
    for (const fs::path& folder : test::corpus("sitemap", 8)) {
        SCOPED_TRACE(folder.filename().string());
        auto harvest = read_sitemap(test::content(test::input_of(folder)), "", url);
        ASSERT_TRUE(harvest) << harvest.error().what;
        test::expect_content(folder / "expected.json", rendered(*harvest));
    }
}

}  // namespace
}  // namespace newsbus::feed
