#include "ledger/traffic.h"

#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using std::chrono::days;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::chrono::sys_days day0 = std::chrono::floor<days>(t0);

class TrafficContract : public OnEveryStore {
protected:
    void add(const std::vector<HostTraffic>& rows) { must(bench.store->add_traffic(rows)); }
    std::vector<HostTraffic> read(std::chrono::sys_days first = day0, std::chrono::sys_days last = day0) {
        return must(bench.outbox->traffic(first, last));
    }
};

INSTANTIATE_TEST_SUITE_P(Stores, TrafficContract, all_backends(), backend_name);

TEST_P(TrafficContract, AddsUpByDayAndHost) {
    add({{day0, "b.example", {1, 1, 0, 0, 10}}, {day0, "a.example", {2, 0, 2, 1, 20}}});
    add({{day0, "b.example", {4, 3, 1, 0, 5}}, {day0 + days(1), "b.example", {1, 0, 0, 0, 7}}});
    const HostTraffic a{day0, "a.example", {2, 0, 2, 1, 20}}, b{day0, "b.example", {5, 4, 1, 0, 15}};
    EXPECT_THAT(read(), ElementsAre(a, b));
    EXPECT_THAT(read(day0, day0 + days(1)),
                ElementsAre(a, b, HostTraffic{day0 + days(1), "b.example", {1, 0, 0, 0, 7}}));
    EXPECT_THAT(read(day0 + days(2), day0 + days(9)), IsEmpty());
}

TEST_P(TrafficContract, KeepsItAcrossRestarts) {
    add({{day0, "a.example", {2, 0, 2, 1, 20}}});
    bench.reopen();
    add({{day0, "a.example", {1, 1, 0, 0, 0}}});
    EXPECT_THAT(read(), ElementsAre(HostTraffic{day0, "a.example", {3, 1, 2, 1, 20}}));
}

TEST_P(TrafficContract, KeepsTodayAndTheSevenDaysBefore) {
    for (int day = 0; day < 9; ++day) add({{day0 + days(day), "a.example", {1, 0, 0, 0, 0}}});
    must(bench.store->trim(t0 + days(8)));
    auto kept = read(day0, day0 + days(8));
    ASSERT_THAT(kept, SizeIs(8));
    EXPECT_EQ(kept.front().day, day0 + days(1));
}

TEST_P(TrafficContract, DropsAFullDayInPortions) {
    std::vector<HostTraffic> rows;
    for (int host = 0; host < 2500; ++host) rows.push_back({day0, std::to_string(host) + ".example", {1, 0, 0, 0, 0}});
    add(rows);
    EXPECT_TRUE(must(bench.store->trim(t0 + days(9))));
    EXPECT_THAT(read(), SizeIs(1500));
    EXPECT_TRUE(must(bench.store->trim(t0 + days(9))));
    EXPECT_FALSE(must(bench.store->trim(t0 + days(9))));
    EXPECT_THAT(read(), IsEmpty());
}

TEST_P(TrafficContract, TellsTheHostsThatRest) {
    EXPECT_THAT(must(bench.outbox->rests()), IsEmpty());
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    outcome.rest = Rest{"a.example", t0, t0 + 1h, "a answered 429"};
    bench.commit(outcome);
    EXPECT_THAT(must(bench.outbox->rests()), ElementsAre(*outcome.rest));
}

/// Rows of one day that hold nothing but names.
class Names final : public ledger::TrafficRows {
public:
    bool update_traffic(const HostTraffic& row) override {
        auto known = counts.find(row.host);
        if (known == counts.end()) return false;
        known->second += row.counts;
        return true;
    }
    void insert_traffic(const HostTraffic& row) override { counts.emplace(row.host, row.counts); }
    std::size_t traffic_hosts(std::chrono::sys_days) override { return others + counts.size(); }
    std::size_t drop_traffic(std::chrono::sys_days, std::size_t) override { return 0; }

    std::size_t others = 0;  ///< that the day has besides
    std::map<std::string, TrafficCounts> counts;
};

TEST(TrafficRule, CountsHostsOfADayBeyondTheBoundTogether) {
    Names rows;
    rows.others = ledger::most_hosts_a_day - 1;
    const TrafficCounts one{1, 0, 0, 0, 0}, two{2, 0, 0, 0, 0};
    ledger::add_traffic(rows, std::vector<HostTraffic>{{day0, "a", one}, {day0, "b", one}, {day0, "c", one}});
    ledger::add_traffic(rows, std::vector<HostTraffic>{{day0, "a", one}, {day0, "d", one}});
    EXPECT_EQ(rows.counts, (std::map<std::string, TrafficCounts>{{"a", two}, {other_hosts, {3, 0, 0, 0, 0}}}));
}

}  // namespace
}  // namespace newsbus::store::test
