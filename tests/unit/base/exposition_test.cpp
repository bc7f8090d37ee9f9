#include "base/exposition.h"

#include <gtest/gtest.h>

#include <limits>

namespace newsbus {
namespace {

TEST(Exposition, HeadsEveryFamilyOnce) {
    Exposition page;
    page.gauge("newsbus_b", "how many", {"source"});
    page.sample({"x"}, 1);
    page.sample({"y"}, 2);
    page.counter("newsbus_a_total", "ever");
    page.sample(3);
    EXPECT_EQ(page.text(),
              "# HELP newsbus_b how many\n"
              "# TYPE newsbus_b gauge\n"
              "newsbus_b{source=\"x\"} 1\n"
              "newsbus_b{source=\"y\"} 2\n"
              "# HELP newsbus_a_total ever\n"
              "# TYPE newsbus_a_total counter\n"
              "newsbus_a_total 3\n");
}

TEST(Exposition, AFamilyWithoutSamplesLeavesNoTrace) {
    Exposition page;
    page.gauge("newsbus_a", "nobody has one");
    page.gauge("newsbus_b", "somebody has one");
    page.sample(1);
    EXPECT_EQ(page.text(), "# HELP newsbus_b somebody has one\n# TYPE newsbus_b gauge\nnewsbus_b 1\n");
}

TEST(Exposition, EscapesLabelValues) {
    EXPECT_EQ(label_text({"k", "plain"}), R"(k="plain")");
    EXPECT_EQ(label_text({"k", R"(a"b\c)"}), R"(k="a\"b\\c")");
    EXPECT_EQ(label_text({"k", "two\nlines"}), R"(k="two\nlines")");
    EXPECT_EQ(label_text({"k", "}{,= é"}), "k=\"}{,= é\"");
    EXPECT_EQ(label_text({}), "");
}

TEST(Exposition, EscapesHelpButNotItsQuotes) {
    Exposition page;
    page.gauge("newsbus_a", "one \"two\"\nthree\\four");
    page.sample(1);
    EXPECT_EQ(page.text(), "# HELP newsbus_a one \"two\"\\nthree\\\\four\n# TYPE newsbus_a gauge\nnewsbus_a 1\n");
}

TEST(Exposition, SeparatesLabels) {
    Exposition page;
    page.gauge("newsbus_a", "a", {"source", "health"});
    page.sample({"x", "ok"}, 0);
    EXPECT_NE(page.text().find("newsbus_a{source=\"x\",health=\"ok\"} 0\n"), std::string::npos);
}

TEST(Exposition, PrintsNumbersAsTheyAreReadBack) {
    using Number = Exposition::Number;
    EXPECT_EQ(Number(std::uint64_t{9007199254740993}).text(), "9007199254740993");
    EXPECT_EQ(Number(-3).text(), "-3");
    EXPECT_EQ(Number(0.1).text(), "0.1");
    EXPECT_EQ(Number(1795687200.25).text(), "1795687200.25");
    EXPECT_EQ(Number(std::numeric_limits<double>::infinity()).text(), "+Inf");
    EXPECT_EQ(Number(-std::numeric_limits<double>::infinity()).text(), "-Inf");
    EXPECT_EQ(Number(std::numeric_limits<double>::quiet_NaN()).text(), "NaN");
}

TEST(Exposition, PrintsTheBucketsOfAHistogramWithTheirSumAndCount) {
    constexpr double bounds[] = {0.5, 10};
    Histogram histogram(bounds);
    histogram.observe(0.25);
    histogram.observe(100.0);
    Exposition page;
    page.histogram("newsbus_a_seconds", "how long");
    page.labelled("", histogram);
    page.labelled("k=\"v\"", histogram);
    EXPECT_EQ(page.text(),
              "# HELP newsbus_a_seconds how long\n"
              "# TYPE newsbus_a_seconds histogram\n"
              "newsbus_a_seconds_bucket{le=\"0.5\"} 1\n"
              "newsbus_a_seconds_bucket{le=\"10\"} 1\n"
              "newsbus_a_seconds_bucket{le=\"+Inf\"} 2\n"
              "newsbus_a_seconds_sum 100.25\n"
              "newsbus_a_seconds_count 2\n"
              "newsbus_a_seconds_bucket{k=\"v\",le=\"0.5\"} 1\n"
              "newsbus_a_seconds_bucket{k=\"v\",le=\"10\"} 1\n"
              "newsbus_a_seconds_bucket{k=\"v\",le=\"+Inf\"} 2\n"
              "newsbus_a_seconds_sum{k=\"v\"} 100.25\n"
              "newsbus_a_seconds_count{k=\"v\"} 2\n");
}

}  // namespace
}  // namespace newsbus
