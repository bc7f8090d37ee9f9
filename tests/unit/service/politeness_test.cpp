#include "service/politeness.h"

#include "store/memory/memory_store.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>

namespace newsbus::service {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const TimePoint now = *parse_rfc3339("2026-01-31T12:00:00Z");
const std::chrono::sys_days today = std::chrono::floor<std::chrono::days>(now);

struct PolitenessTest : testing::Test {
    PolitenessTest() {
        for (const char* id : {"courier", "gazette"}) {
            source::Options& source = config.sources.emplace_back();
            source.id = id;
            source.url = std::string("https://") + id + ".press.example/feed";
        }
        source::Options& wire = config.sources.emplace_back();
        wire.id = "wire";
        wire.url = "https://wire.example/feed";
        wire.interval = 1h;
        std::vector<ledger::ConfiguredSource> rows;
        for (const source::Options& source : config.sources) rows.push_back({source.id, source.url, "", ""});
        EXPECT_TRUE(store->set_sources(rows, {now, 0s}));
    }
    void asked(const std::string& host, TrafficCounts counts, int days_ago = 0) {
        const HostTraffic row{today - std::chrono::days(days_ago), host, counts};
        EXPECT_TRUE(store->add_traffic({&row, 1}));
    }
    json::object answer(const std::string& host = "", int days = 1) {
        auto answer = politeness(*outbox, config, {.days = days, .host = host, .now = now});
        EXPECT_TRUE(answer) << answer.error().what;
        return answer ? *answer : json::object();
    }
    std::vector<std::string> hosts(const json::object& from) {
        std::vector<std::string> names;
        for (const json::value& host : from.at("hosts").as_array()) names.emplace_back(host.at("host").as_string());
        return names;
    }

    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
    std::unique_ptr<store::Store> store = store::open_memory_store(disk, {}, now);
    std::unique_ptr<store::Outbox> outbox = store::open_memory_outbox(disk);
    config::Config config;
};

TEST_F(PolitenessTest, PutsWhatWasAskedBesideWhatIsPlanned) {
    asked("press.example", {10, 8, 1, 1, 5000});
    const json::object all = answer();
    EXPECT_EQ(all.at("hosts").at(0), (json::object{{"host", "press.example"},
                                                   {"requests", 10},
                                                   {"unchanged", 8},
                                                   {"failed", 1},
                                                   {"limited", 1},
                                                   {"bytes", 5000},
                                                   {"sources", 2},
                                                   {"polls", 192},
                                                   {"busiestHour", 8},
                                                   {"nextPoll", "2026-01-31T12:00:00Z"}}));
    EXPECT_EQ(all.at("sum"), (json::object{{"hosts", 2},
                                           {"requests", 10},
                                           {"unchanged", 8},
                                           {"failed", 1},
                                           {"limited", 1},
                                           {"bytes", 5000},
                                           {"sources", 3},
                                           {"polls", 216},
                                           {"pagesWaiting", 0}}));
}

TEST_F(PolitenessTest, PutsTheMostAskedFirstThenTheMostPlanned) {
    asked("cdn.example", {3, 0, 0, 0, 0});
    EXPECT_THAT(hosts(answer()), ElementsAre("cdn.example", "press.example", "wire.example"));
}

TEST_F(PolitenessTest, AddsTheDaysThatAreAskedFor) {
    asked("wire.example", {1, 0, 0, 0, 0});
    asked("wire.example", {2, 0, 0, 0, 0}, 1);
    asked("wire.example", {4, 0, 0, 0, 0}, 2);
    EXPECT_EQ(answer().at("sum").at("requests"), 1);
    const json::object two = answer("", 2);
    EXPECT_EQ(two.at("sum").at("requests"), 3);
    EXPECT_EQ(two.at("from"), "2026-01-30");
}

TEST_F(PolitenessTest, TellsOfOneHostItsDaysAndWhyItsSourcesArePolled) {
    asked("press.example", {1, 0, 0, 0, 0});
    asked("press.example", {2, 0, 0, 0, 0}, 1);
    const json::object one = answer("press.example", 8);
    ASSERT_THAT(hosts(one), ElementsAre("press.example"));
    const json::object& host = one.at("hosts").at(0).as_object();
    EXPECT_EQ(host.at("days").at(0).at("day"), "2026-01-30");
    EXPECT_EQ(host.at("days").at(1).at("requests"), 1);
    EXPECT_EQ(host.at("plans").at(1).at("source"), "gazette");
    EXPECT_EQ(host.at("plans").at(1).at("polls"), 96);
    EXPECT_THAT(json::serialize(host.at("plans").at(1).at("why")), HasSubstr("next poll: 2026-01-31T12:00:00Z"));
    EXPECT_EQ(one.at("sum").at("hosts"), 1);
}

TEST_F(PolitenessTest, FindsHostsByPatternByNamesAtThemAndByAddress) {
    EXPECT_THAT(hosts(answer("*.example")), ElementsAre("press.example", "wire.example"));
    EXPECT_THAT(hosts(answer("courier.press.example")), ElementsAre("press.example"));
    EXPECT_THAT(hosts(answer("https://courier.press.example/feed")), ElementsAre("press.example"));
    auto none = politeness(*outbox, config, {.days = 1, .host = "wir.example", .now = now});
    ASSERT_TRUE(none.has_error());
    EXPECT_EQ(none.error().code, Errc::usage);
    EXPECT_EQ(none.error().what,
              "--host: wir.example was not asked, and no source is polled there, did you mean `wire.example`?");
}

TEST_F(PolitenessTest, TellsWhoRestsAlsoWhereNothingIsPolled) {
    auto jobs = store->claim(now, 1, {1000, {}});
    ASSERT_TRUE(jobs);
    Outcome outcome;
    outcome.job = jobs->at(0).id;
    outcome.source = jobs->at(0).source;
    outcome.now = now;
    outcome.due = now + 15min;
    outcome.rest = Rest{"cdn.example", now, now + 1h, "courier answered 429"};
    ASSERT_TRUE(store->commit({&outcome, 1}));
    const json::object one = answer("cdn.example");
    EXPECT_EQ(one.at("hosts").at(0).at("rests"),
              (json::object{{"until", "2026-01-31T13:00:00Z"}, {"why", "courier answered 429"}}));
}

}  // namespace
}  // namespace newsbus::service
