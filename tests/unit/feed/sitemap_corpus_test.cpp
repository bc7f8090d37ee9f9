#include "article/json.h"
#include "feed/sitemap.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace newsbus::feed {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// tests/corpus/sitemap/CASE, as tests/corpus/feed: input.* is ours, expected.json what has to come out, and
// NEWSBUS_UPDATE_CORPUS=1 rewrites it.

std::string slurp(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

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
    const char* update = std::getenv("NEWSBUS_UPDATE_CORPUS");
    std::size_t count = 0;
    for (const auto& folder : fs::directory_iterator(fs::path(NEWSBUS_TEST_DIR) / "corpus" / "sitemap")) {
        SCOPED_TRACE(folder.path().filename().string());
        for (const auto& file : fs::directory_iterator(folder)) {
            if (file.path().stem() != "input") continue;
            ++count;
            auto harvest =
                read_sitemap(slurp(file), "", Url::parse("https://courier.example/sitemaps/news.xml").value());
            ASSERT_TRUE(harvest) << harvest.error().what;
            fs::path expected = folder.path() / "expected.json";
            if (update) std::ofstream(expected, std::ios::binary) << rendered(*harvest);
            EXPECT_EQ(rendered(*harvest), slurp(expected));
        }
    }
    EXPECT_GE(count, 8u);
}

}  // namespace
}  // namespace newsbus::feed
