#include "article/json.h"
#include "read.h"

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

// tests/corpus/feed/CASE/input.* are documents of ours, expected.json is what has to come out.
// NEWSBUS_UPDATE_CORPUS=1 rewrites the expectations; the difference is for the reader of the commit to judge.

std::string slurp(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<fs::path> cases() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(fs::path(NEWSBUS_TEST_DIR) / "corpus" / "feed"))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

fs::path input_of(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().stem() == "input") return entry.path();
    ADD_FAILURE() << folder << " has no input";
    return {};
}

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
    const char* update = std::getenv("NEWSBUS_UPDATE_CORPUS");
    std::vector<fs::path> folders = cases();
    ASSERT_GE(folders.size(), 12u);
    for (const fs::path& folder : folders) {
        SCOPED_TRACE(folder.filename().string());
        std::string got = rendered(harvest_of(slurp(input_of(folder))));
        if (update) std::ofstream(folder / "expected.json", std::ios::binary) << got;
        EXPECT_EQ(got, slurp(folder / "expected.json"));
    }
}

}  // namespace
}  // namespace newsbus::feed
