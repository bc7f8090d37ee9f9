#include "tests/support/corpus.h"
#include "article/json.h"
#include "read.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <filesystem>

namespace newsbus::feed {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// tests/corpus/feed/CASE/input.* are documents of ours, expected.json is what has to come out.
// NEWSBUS_UPDATE=1 rewrites the expectations.

json::object feed_object(const FeedInfo& feed) {
    json::object object{{"format", feed.format}, {"name", feed.name}, {"url", feed.url}};
    auto put = [&object](std::string_view key, const auto& value, bool present) {
        if (present) object[key] = json::value_from(value);
    };
    put("feedUrl", feed.feed_url, !feed.feed_url.empty());
    put("hub", feed.hubs, !feed.hubs.empty());
    put("inLanguage", feed.language, !feed.language.empty());
    put("ttl", feed.ttl_minutes.value_or(0), feed.ttl_minutes.has_value());
    put("skipHours", feed.skip_hours, !feed.skip_hours.empty());
    put("skipDays", feed.skip_days, !feed.skip_days.empty());
    put("updatePeriod", feed.update_period, !feed.update_period.empty());
    put("updateFrequency", feed.update_frequency.value_or(0), feed.update_frequency.has_value());
    return object;
}

/// One line for the feed, each article and each problem, so that differences are easy to read.
std::string rendered(const Harvest& harvest) {
    std::string out = "[" + json::serialize(feed_object(harvest.feed));
    for (const Article& article : harvest.articles) out += ",\n" + to_json(article);
    for (const Problem& problem : harvest.problems)
        out += ",\n" + json::serialize(json::object{{"problem", problem.what}});
    return out + "]\n";
}

TEST(FeedCorpus, ReadsEveryDocumentAsExpected) {
    for (const fs::path& folder : test::corpus("feed", 16)) {
        SCOPED_TRACE(folder.filename().string());
        test::expect_content(folder / "expected.json", rendered(harvest_of(test::content(test::input_of(folder)))));
    }
}

TEST(FeedCorpus, MakesTheSameArticlesOneByOne) {
    const Url base = Url::parse("https://news.example/rss/feed.xml").value();
    ReadOptions one_by_one;
    one_by_one.unmade_from = 1;
    std::size_t compared = 0;
    for (const fs::path& folder : test::corpus("feed", 16)) {
        SCOPED_TRACE(folder.filename().string());
        const std::string document = test::content(test::input_of(folder));
        Harvest all = harvest_of(document);
        auto unmade = read(document, "", base, one_by_one);
        ASSERT_TRUE(unmade);
        ASSERT_EQ(unmade->size(), all.articles.size());
        EXPECT_EQ(unmade->problems, all.problems);
        EXPECT_TRUE(unmade->articles.empty());
        for (std::size_t at = all.articles.size(); at-- > 0; ++compared)  // in any order
            EXPECT_EQ(unmade->unmade->make(at), all.articles[at]);
    }
    EXPECT_GT(compared, 30u);
}

}  // namespace
}  // namespace newsbus::feed
