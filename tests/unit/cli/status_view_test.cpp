#include "cli/status_view.h"

#include "base/columns.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>

namespace newsbus::cli {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const TimePoint now = *parse_rfc3339("2026-01-31T12:00:00Z");

json::array sample() {
    return json::parse(R"([
        {"id": "ok-b", "health": "ok", "articles": 5, "lastSuccess": "2026-01-31T11:57:00Z", "nextDue": "2026-01-31T12:01:30Z", "pagesWaiting": 0},
        {"id": "ok-a", "health": "ok", "articles": 50, "nextDue": "2026-01-31T14:00:00Z", "pagesWaiting": 3},
        {"id": "new", "health": "unknown", "articles": 0, "pagesWaiting": 0},
        {"id": "bad-b", "health": "failing", "articles": 1, "nextDue": "2026-01-31T12:00:30Z", "pagesWaiting": 0, "reason": "HTTP status 500"},
        {"id": "bad-a", "health": "gone", "articles": 2, "pagesWaiting": 0, "reason": "410"}])")
        .as_array();
}

std::vector<std::string> ids(const json::array& sources) {
    std::vector<std::string> all;
    for (const json::value& row : sources) all.emplace_back(row.at("id").as_string());
    return all;
}

std::vector<std::string> sorted(StatusOrder order) {
    json::array sources = sample();
    sort_sources(sources, order);
    return ids(sources);
}

Terminal wide(std::size_t width) {
    return {.is_terminal = true, .moves = true, .colour = false, .width = width, .height = 24};
}

TEST(StatusOrder, PutsWhatFailsFirst) {
    EXPECT_THAT(sorted(StatusOrder::health), ElementsAre("bad-a", "bad-b", "new", "ok-a", "ok-b"));
}

TEST(StatusOrder, GoesByIdByNextPollOrByArticles) {
    EXPECT_THAT(sorted(StatusOrder::id), ElementsAre("bad-a", "bad-b", "new", "ok-a", "ok-b"));
    EXPECT_THAT(sorted(StatusOrder::next), ElementsAre("bad-b", "ok-b", "ok-a", "bad-a", "new"));
    EXPECT_THAT(sorted(StatusOrder::articles), ElementsAre("ok-a", "ok-b", "bad-a", "bad-b", "new"));
}

TEST(StatusFilter, KeepsWhatFails) {
    json::array sources = sample();
    ASSERT_TRUE(keep_only(sources, {.failing = true, .patterns = {}}));
    EXPECT_THAT(ids(sources), ElementsAre("bad-b", "bad-a"));
}

TEST(StatusFilter, KeepsIdsAndGlobs) {
    json::array sources = sample();
    ASSERT_TRUE(keep_only(sources, {.failing = false, .patterns = {"ok-*", "new"}}));
    EXPECT_THAT(ids(sources), ElementsAre("ok-b", "ok-a", "new"));
    ASSERT_TRUE(keep_only(sources, {.failing = true, .patterns = {"ok-?"}}));
    EXPECT_TRUE(sources.empty());
}

TEST(StatusFilter, NamesASourceThatDoesNotExist) {
    json::array sources = sample();
    auto kept = keep_only(sources, {.failing = false, .patterns = {"bda-a"}});
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().what, "--source: no source is called bda-a, did you mean `bad-a`?");
    EXPECT_EQ(sources.size(), 5u);
}

TEST(StatusSummary, CountsByHealthAndPagesWaiting) {
    json::object status{
        {"log", {{"oldest", 1}, {"last", 42}, {"sent", 41}}}, {"epoch", "b5090ed6f364a900"}, {"sources", sample()}};
    EXPECT_THAT(status_summary(status, true, now, {}),
                ElementsAre("newsbus runs, log 1 to 42, sent 41, epoch b5090ed6f364a900",
                            "5 sources: 1 failing, 1 gone, 1 unknown, 2 ok; 3 pages waiting"));
    for (const std::string& line : status_summary(status, false, now, wide(20))) EXPECT_LE(count_columns(line), 20u);
    status["sources"] = json::array();
    EXPECT_THAT(status_summary(status, false, now, {}),
                ElementsAre("newsbus is not running, log 1 to 42, sent 41, epoch b5090ed6f364a900", "0 sources"));
}

TEST(StatusSummary, TellsAReloadThatWasRefused) {
    json::object status{{"log", {{"oldest", 1}, {"last", 42}, {"sent", 41}}},
                        {"sources", json::array()},
                        {"configuration", {{"refused", "a.toml:1:1: no"}, {"refusedAt", "2026-01-31T11:57:00Z"}}}};
    EXPECT_EQ(status_summary(status, true, now, {}).back(), "last reload refused (3m ago): a.toml:1:1: no");
}

TEST(StatusTable, ShowsTimesRelativeToNow) {
    std::vector<std::string> lines = status_table(sample(), now, {});
    EXPECT_EQ(lines[0], "SOURCE  HEALTH   ARTICLES  SUCCESS    NEXT  WAITING  REASON");
    EXPECT_EQ(lines[1], "ok-b    ok              5   3m ago  in 90s        0");
    EXPECT_EQ(lines[4], "bad-b   failing         1        -  in 30s        0  HTTP status 500");
}

TEST(StatusTable, HasNamesWhenThereAreAny) {
    json::array sources = sample();
    sources[1].as_object()["name"] = "The Okay Times";
    EXPECT_THAT(status_table(sources, now, {})[0], HasSubstr("SOURCE  NAME            HEALTH"));
    EXPECT_THAT(status_table(sources, now, {})[2], HasSubstr("ok-a    The Okay Times  ok"));
}

TEST(StatusTable, FitsEveryWidthAndKeepsWhatMattersMost) {
    json::array sources = sample();
    sources[0].as_object()["id"] = std::string(100, 'x');
    sources[1].as_object()["name"] = "新华社国际新闻频道";
    sources[2].as_object()["reason"] = std::string(300, 'y');
    for (std::size_t width = 1; width <= 400; ++width)
        for (const std::string& line : status_table(sources, now, wide(width)))
            EXPECT_LE(count_columns(line), width) << line;
    EXPECT_EQ(status_table(sources, now, wide(20))[0], "SOURCE       HEALTH");
    EXPECT_THAT(status_table(sources, now, wide(80))[0], HasSubstr("REASON"));
}

TEST(StatusTable, LeavesOutEmptyColumnsOnATerminal) {
    json::array sources = sample();
    for (json::value& row : sources) row.as_object()["pagesWaiting"] = 0;
    EXPECT_THAT(status_table(sources, now, wide(80))[0], Not(HasSubstr("WAITING")));
    EXPECT_THAT(status_table(sources, now, {})[0], HasSubstr("WAITING"));
}

}  // namespace
}  // namespace newsbus::cli
