#include "base/heap_measure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace newsbus {
namespace {

using testing::AllOf;
using testing::Ge;
using testing::Le;

constexpr std::size_t mib = 1 << 20;

TEST(HeapMeasure, CountsWhatIsHeldAndNotWhatWasGivenBack) {
    auto before = std::make_unique<std::string>(mib, 'x');
    const HeapMeasure heap;
    std::vector<std::string> held;
    for (int i = 0; i < 8; ++i) held.emplace_back(mib, 'x');
    std::string(4 * mib, 'x').clear();
    EXPECT_THAT(heap.bytes(), AllOf(Ge(8 * mib), Le(9 * mib)));
    held.resize(2);
    EXPECT_THAT(heap.bytes(), AllOf(Ge(2 * mib), Le(3 * mib)));
    held.clear();
    before.reset();
    EXPECT_EQ(heap.bytes(), 0) << "more was given back than taken";
}

TEST(HeapMeasure, CountsLibrariesThatTakeTheirMemoryFromIt) {
    const HeapMeasure heap;
    void* memory = counted_malloc(mib);
    EXPECT_GE(heap.bytes(), mib);
    counted_free(memory);
    counted_free(nullptr);
    EXPECT_LT(heap.bytes(), mib);
}

TEST(HeapMeasure, CountsOneThreadForItself) {
    const HeapMeasure heap;
    std::unique_ptr<std::string> elsewhere;
    std::uint64_t there = 0;
    std::thread([&] {
        const HeapMeasure its;
        elsewhere = std::make_unique<std::string>(mib, 'x');
        there = its.bytes();
    }).join();
    EXPECT_GE(there, mib);
    if (HeapMeasure::knows_threads()) {
        EXPECT_LT(heap.bytes(), mib);
    }
}

}  // namespace
}  // namespace newsbus
