#include "newsroom.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

namespace newsbus::habits::test {
namespace {

using namespace std::chrono_literals;

/// Worlds to live through: NEWSBUS_SEEDS=50 for the figures of docs/sources.md, which are printed.
int seeds() {
    const char* wanted = std::getenv("NEWSBUS_SEEDS");
    return wanted ? std::max(1, std::atoi(wanted)) : 2;
}

constexpr int sources = 200;

TEST(Newsrooms, RaiseNoFalseAlarmInNineWeeks) {
    int lives = 0;
    std::size_t most_bytes = 0;
    for (int seed = 1; seed <= seeds(); ++seed)
        for (int number = 0; number < sources; ++number, ++lives) {
            const Story story = live_through(std::uint32_t(seed), number, {});
            most_bytes = std::max(most_bytes, story.most_bytes);
            EXPECT_EQ(story.silent + story.changed, 0)
                << "seed " << seed << ", source " << number << ", " << story.kind << ": " << story.what;
        }
    EXPECT_LE(most_bytes, Habits::most_bytes);
    std::cout << lives << " sources, nine weeks each; at most " << most_bytes << " bytes\n";
}

struct Tally {
    int all = 0;
    std::vector<double> articles, hours;
};

double median(std::vector<double>& values) {
    if (values.empty()) return 0;
    std::ranges::nth_element(values, values.begin() + std::ptrdiff_t(values.size() / 2));
    return values[values.size() / 2];
}

/// By kind: how many of the faults were found, and after how long.
std::map<std::string, Tally> found(Fault fault, int worlds, Duration learning, Duration watched) {
    std::map<std::string, Tally> tallies;
    for (int seed = 1; seed <= worlds; ++seed)
        for (int number = 0; number < sources; ++number) {
            const Plan plan{.learning = learning, .watched = watched, .fault = fault, .fault_after = 1h + 1h * number};
            const Story story = live_through(std::uint32_t(seed), number, plan);
            if (!story.suffers) continue;
            Tally& tally = tallies[story.kind];
            ++tally.all;
            if (!story.found) continue;
            tally.articles.push_back(story.expected_until_found);
            tally.hours.push_back((*story.found - story.fault_at) / 1h);
        }
    return tallies;
}

void print(const char* fault, std::map<std::string, Tally>& tallies) {
    for (auto& [kind, tally] : tallies)
        std::cout << fault << ", " << kind << ": " << tally.hours.size() << " of " << tally.all
                  << " found, median after " << median(tally.articles) << " articles, " << median(tally.hours)
                  << " h\n";
}

TEST(Newsrooms, ThatStopAreFound) {
    auto tallies = found(Fault::stops, std::max(1, seeds() / 5), 12 * 168h, 20 * 168h);
    for (const char* kind : {"agency", "daily", "trade", "bursts", "morning edition", "topic", "local"})
        EXPECT_EQ(int(tallies[kind].hours.size()), tallies[kind].all) << kind;
    EXPECT_GE(int(tallies["weekly column"].hours.size()), tallies["weekly column"].all * 9 / 10);
    EXPECT_LT(median(tallies["agency"].hours), 24);
    EXPECT_LT(median(tallies["daily"].hours), 48);
    EXPECT_LT(median(tallies["trade"].hours), 7 * 24);
    print("stops", tallies);
}

TEST(Newsrooms, WhoseArticlesLackWhatTheyHadAreFound) {
    constexpr std::pair<Fault, const char*> faults[] = {{Fault::no_bodies, "no bodies"},
                                                        {Fault::short_bodies, "short bodies"},
                                                        {Fault::walls, "walls"},
                                                        {Fault::no_dates, "no dates"},
                                                        {Fault::no_authors, "no authors"}};
    for (const auto& [fault, name] : faults) {
        auto tallies = found(fault, std::max(1, seeds() / 5), 5 * 168h, 3 * 168h);
        int all = 0, hits = 0;
        for (const auto& [kind, tally] : tallies) {
            if (kind == "blog" || kind == "fortnightly" || kind == "weekly column") continue;  // too few articles
            all += tally.all;
            hits += int(tally.hours.size());
        }
        EXPECT_GE(hits, all * 95 / 100) << name;
        print(name, tallies);
    }
}

}  // namespace
}  // namespace newsbus::habits::test
