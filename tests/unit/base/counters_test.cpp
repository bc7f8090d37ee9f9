#include "base/counters.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace newsbus {
namespace {

TEST(Counters, TheSameNameAndLabelIsTheSameCounter) {
    Counters counters;
    Counter& first = counters.counter("newsbus_x_total", "help", {"result", "ok"});
    first.add();
    counters.counter("newsbus_x_total", "help", {"result", "ok"}).add(2);
    EXPECT_EQ(&first, &counters.counter("newsbus_x_total", "help", {"result", "ok"}));
    EXPECT_EQ(counters.value("newsbus_x_total", {"result", "ok"}), 3);
}

TEST(Counters, LabelsAreCountedApart) {
    Counters counters;
    counters.counter("newsbus_x_total", "help", {"result", "ok"}).add(1);
    counters.counter("newsbus_x_total", "help", {"result", "failed"}).add(5);
    EXPECT_EQ(counters.value("newsbus_x_total", {"result", "ok"}), 1);
    EXPECT_EQ(counters.value("newsbus_x_total", {"result", "failed"}), 5);
}

TEST(Counters, AnUnknownNameOrLabelHasTheValueZero) {
    Counters counters;
    counters.counter("newsbus_x_total", "help").add(9);
    EXPECT_EQ(counters.value("newsbus_y_total"), 0);
    EXPECT_EQ(counters.value("newsbus_x_total", {"result", "ok"}), 0);
}

TEST(Counters, PrintsFamiliesInNameOrderWithHelpAndType) {
    Counters counters;
    counters.gauge("newsbus_b", "how much now").set(-3);
    counters.counter("newsbus_a_total", "how many ever", {"k", "1"}).add(2);
    counters.counter("newsbus_a_total", "how many ever", {"k", "2"});
    EXPECT_EQ(counters.prometheus(),
              "# HELP newsbus_a_total how many ever\n"
              "# TYPE newsbus_a_total counter\n"
              "newsbus_a_total{k=\"1\"} 2\n"
              "newsbus_a_total{k=\"2\"} 0\n"
              "# HELP newsbus_b how much now\n"
              "# TYPE newsbus_b gauge\n"
              "newsbus_b -3\n");
}

TEST(Counters, AComputedGaugeIsAskedForAtEachScrape) {
    Counters counters;
    double now = 1.5;
    counters.gauge("newsbus_age_seconds", "age", [&now] { return now; });
    EXPECT_NE(counters.prometheus().find("newsbus_age_seconds 1.5\n"), std::string::npos);
    now = 2;
    EXPECT_NE(counters.prometheus().find("newsbus_age_seconds 2\n"), std::string::npos);
}

TEST(Counters, TimesAreShownInSeconds) {
    Counters counters;
    counters.seconds_counter("newsbus_spent_seconds_total", "spent").add(std::chrono::microseconds(1'500'001));
    counters.seconds_gauge("newsbus_lag_seconds", "lag").set(std::chrono::milliseconds(20));
    EXPECT_NE(counters.prometheus().find("newsbus_spent_seconds_total 1.500001\n"), std::string::npos);
    EXPECT_NE(counters.prometheus().find("newsbus_lag_seconds 0.02\n"), std::string::npos);
}

TEST(Counters, AHistogramHasOneHeadAndOneSetOfBucketsALabel) {
    constexpr double bounds[] = {1, 2};
    Counters counters;
    counters.histogram("newsbus_x_seconds", "help", bounds, {"k", "1"}).observe(1.5);
    counters.histogram("newsbus_x_seconds", "help", bounds, {"k", "1"}).observe(3.0);
    counters.histogram("newsbus_x_seconds", "help", bounds, {"k", "2"});
    EXPECT_EQ(counters.value("newsbus_x_seconds", {"k", "1"}), 2);
    std::string page = counters.prometheus();
    EXPECT_EQ(page.find("# TYPE newsbus_x_seconds histogram\n"), page.rfind("# TYPE"));
    EXPECT_NE(page.find("newsbus_x_seconds_bucket{k=\"1\",le=\"2\"} 1\n"), std::string::npos);
    EXPECT_NE(page.find("newsbus_x_seconds_count{k=\"2\"} 0\n"), std::string::npos);
}

TEST(Counters, LabelValuesAreEscaped) {
    Counters counters;
    counters.counter("newsbus_x_total", "help", {"plugin", "a\"b"}).add();
    EXPECT_NE(counters.prometheus().find("newsbus_x_total{plugin=\"a\\\"b\"} 1\n"), std::string::npos);
    EXPECT_EQ(counters.value("newsbus_x_total", {"plugin", "a\"b"}), 1);
}

TEST(Counters, ThreadsLoseNoCount) {
    Counters counters;
    Counter& counter = counters.counter("newsbus_x_total", "help");
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&counter] {
            for (int n = 0; n < 10'000; ++n) counter.add();
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(counter.value(), 40'000);
}

}  // namespace
}  // namespace newsbus
