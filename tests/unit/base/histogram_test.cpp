#include "base/histogram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

namespace newsbus {
namespace {

using testing::ElementsAre;

constexpr double bounds[] = {0.5, 1, 5};

TEST(Histogram, CountsAMeasureUnderEveryBoundThatItDoesNotExceed) {
    Histogram histogram(bounds);
    for (double value : {0.1, 0.5, 0.7, 5.0, 100.0}) histogram.observe(value);
    EXPECT_THAT(histogram.read().up_to, ElementsAre(2, 3, 4, 5));
    EXPECT_DOUBLE_EQ(histogram.read().sum, 106.3);
}

TEST(Histogram, StartsEmpty) {
    Histogram histogram(bounds);
    EXPECT_THAT(histogram.read().up_to, ElementsAre(0, 0, 0, 0));
    EXPECT_EQ(histogram.read().sum, 0);
}

TEST(Histogram, TakesTimesInSeconds) {
    Histogram histogram(bounds);
    histogram.observe(std::chrono::milliseconds(750));
    EXPECT_THAT(histogram.read().up_to, ElementsAre(0, 1, 1, 1));
    EXPECT_DOUBLE_EQ(histogram.read().sum, 0.75);
}

TEST(Histogram, CountsANegativeMeasureAsZeroSoThatTheSumNeverFalls) {
    Histogram histogram(bounds);
    histogram.observe(-3600.0);
    EXPECT_THAT(histogram.read().up_to, ElementsAre(1, 1, 1, 1));
    EXPECT_EQ(histogram.read().sum, 0);
}

TEST(Histogram, LeavesOutWhatIsNoNumber) {
    Histogram histogram(bounds);
    histogram.observe(std::numeric_limits<double>::quiet_NaN());
    EXPECT_THAT(histogram.read().up_to, ElementsAre(0, 0, 0, 0));
    EXPECT_FALSE(std::isnan(histogram.read().sum));
}

TEST(Histogram, ThreadsLoseNoMeasure) {
    Histogram histogram(bounds);
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&histogram] {
            for (int n = 0; n < 10'000; ++n) histogram.observe(1.0);
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(histogram.read().up_to, ElementsAre(0, 40'000, 40'000, 40'000));
    EXPECT_EQ(histogram.read().sum, 40'000);
}

TEST(Timed, ObservesOnceAtItsEnd) {
    Histogram histogram(bounds);
    {
        Timed timed(histogram);
        EXPECT_EQ(histogram.read().up_to.back(), 0u);
    }
    EXPECT_EQ(histogram.read().up_to.back(), 1u);
}

}  // namespace
}  // namespace newsbus
