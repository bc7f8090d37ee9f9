#include "cli/politeness_view.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>

namespace newsbus::cli {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const TimePoint now = *parse_rfc3339("2026-01-31T12:00:00Z");

json::object sample() {
    return json::parse(R"({"from": "2026-01-31", "now": "2026-01-31T12:00:00Z",
        "limits": {"maxPerHost": 1, "hostPause": "2s", "minInterval": "1m"},
        "hosts": [
         {"host": "press.example", "requests": 200, "unchanged": 183, "failed": 4, "limited": 1, "bytes": 1300000,
          "sources": 2, "polls": 192, "busiestHour": 8, "nextPoll": "2026-01-31T12:03:00Z"},
         {"host": "wire.example", "requests": 0, "unchanged": 0, "failed": 0, "limited": 0, "bytes": 0,
          "sources": 1, "polls": 24, "busiestHour": 1, "nextPoll": "2026-01-31T14:00:00Z",
          "rests": {"until": "2026-01-31T14:00:00Z", "why": "wire answered 429"}}],
        "sum": {"hosts": 2, "requests": 200, "unchanged": 183, "failed": 4, "limited": 1, "bytes": 1300000,
         "sources": 3, "polls": 216, "pagesWaiting": 5}})")
        .as_object();
}

Terminal wide(std::size_t width) {
    return {.is_terminal = true, .moves = true, .colour = false, .width = width, .height = 24};
}

TEST(PolitenessView, IsATableThenSumsAndLimits) {
    EXPECT_THAT(
        politeness_lines(sample(), now, {}),
        ElementsAre(
            "HOST           REQUESTS  304  FAILED  LIMITED    BYTES  PLANNED  AN HOUR   NEXT  RESTS UNTIL",
            "press.example       200  91%       4        1  1.2 MiB      192        8  in 3m",
            "wire.example          0    -       0        0      0 B       24        1  in 2h  2026-01-31T14:00:00Z", "",
            "since 2026-01-31 (UTC): 2 hosts: 200 requests, 91% of them answered 304; 4 failed, 1 with \"too many "
            "requests\"; 1.2 MiB received",
            "next 24 hours: 216 polls of 3 sources at most, if every answer is like the last one; AN HOUR is the most "
            "in one hour. Besides: redirects, pages of articles (5 wait), further sitemaps",
            "limits: 1 request at a time for each host, 2s between two (host_pause), so 1800 an hour at most; no "
            "source more often than every 1m (min_interval)"));
}

TEST(PolitenessView, SaysNowOfAPollThatIsDue) {
    json::object due = sample();
    due.at("hosts").at(0).as_object()["nextPoll"] = "2026-01-31T12:00:00Z";
    EXPECT_THAT(politeness_lines(due, now, {}).at(1), HasSubstr("  now"));
}

TEST(PolitenessView, FitsANarrowTerminal) {
    for (const std::string& line : politeness_lines(sample(), now, wide(60))) EXPECT_LE(line.size(), 60u) << line;
    EXPECT_THAT(politeness_lines(sample(), now, wide(60)).at(1), HasSubstr("192"));
}

TEST(PolitenessView, TellsOfASingleHostWhatItsSourcesDo) {
    json::object one = sample();
    json::array& hosts = one.at("hosts").as_array();
    json::object& host = hosts.at(1).as_object();
    host["days"] = json::parse(R"([{"day": "2026-01-31", "requests": 2, "unchanged": 1, "failed": 1, "limited": 0,
                                     "bytes": 999}])");
    host["plans"] =
        json::parse(R"([{"source": "wire", "polls": 1, "why": ["wire: ok", "  next poll: soon\u001b[2J"]}])");
    EXPECT_THAT(politeness_lines(one, now, {}), Not(Contains("wire: ok"))) << "there are two hosts";
    hosts.erase(hosts.begin());
    const std::vector<std::string> lines = politeness_lines(one, now, {});
    EXPECT_THAT(std::vector(lines.end() - 5, lines.end()),
                ElementsAre("2026-01-31: 2 requests, 50% of them answered 304; 1 failed, 0 with \"too many requests\"; "
                            "999 B received",
                            "left alone until 2026-01-31T14:00:00Z: wire answered 429", "wire: ok",
                            "  next poll: soon [2J", "  in the next 24 hours: 1 poll at most"));
}

TEST(PolitenessView, SaysSoWhenThereIsNothing) {
    const json::object none =
        json::parse(R"({"from": "2026-01-31", "limits": {"maxPerHost": 2, "hostPause": "0s", "minInterval": "1m"},
                        "hosts": [], "sum": {"hosts": 0, "requests": 0, "sources": 0, "polls": 0}})")
            .as_object();
    const std::vector<std::string> lines = politeness_lines(none, now, {});
    EXPECT_THAT(lines.front(), StartsWith("since 2026-01-31 (UTC): 0 hosts: 0 requests, "));
    EXPECT_THAT(lines.back(),
                StartsWith("limits: 2 requests at a time for each host, 0s between two (host_pause); no "));
}

TEST(ShortSize, IsForPeople) {
    EXPECT_EQ(short_size(0), "0 B");
    EXPECT_EQ(short_size(999), "999 B");
    EXPECT_EQ(short_size(1000), "1.0 KiB");
    EXPECT_EQ(short_size(10'200), "10 KiB");
    EXPECT_EQ(short_size(1'300'000), "1.2 MiB");
    EXPECT_EQ(short_size(std::uint64_t{5} << 40), "5.0 TiB");
}

}  // namespace
}  // namespace newsbus::cli
