#include "extract/body/site_memory.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

SiteMemory memory_of(std::initializer_list<SiteMemory::Page> pages) {
    SiteMemory memory;
    for (const auto& page : pages) memory.learn(page);
    return memory;
}

TEST(SiteMemory, CountsOnHowManyPagesATextStood) {
    SiteMemory memory = memory_of({{1, {10, 20}}, {2, {30, 20, 20}}, {3, {}}});  // the last teaches nothing
    EXPECT_EQ(memory.pages_with(10), 1);
    EXPECT_EQ(memory.pages_with(20), 2);
    EXPECT_EQ(memory.pages_with(40), 0);
    EXPECT_TRUE(memory.knows(2));
    EXPECT_FALSE(memory.knows(3));
}

TEST(SiteMemory, LearnsAPageOnce) {
    SiteMemory memory = memory_of({{1, {10}}, {1, {10, 20}}});
    EXPECT_EQ(memory.pages_with(10), 1);
    EXPECT_EQ(memory.pages_with(20), 0);
}

TEST(SiteMemory, SurvivesAsBytes) {
    EXPECT_EQ(SiteMemory().bytes(), "");
    EXPECT_EQ(SiteMemory::parse(""), SiteMemory());
    SiteMemory memory = memory_of({{~0ull, {10, 1ull << 63}}, {2, {30, 10}}});
    EXPECT_EQ(SiteMemory::parse(memory.bytes()), memory);
}

TEST(SiteMemory, TakesBytesItDidNotWriteForAnEmptyOne) {
    const std::string good = memory_of({{1, {10, 20}}, {2, {20, 30}}}).bytes();
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_EQ(SiteMemory::parse(good.substr(0, size)).pages_with(30), 0) << size;
    EXPECT_EQ(SiteMemory::parse("nsm2" + good.substr(4)), SiteMemory());
    EXPECT_EQ(SiteMemory::parse(good + good), SiteMemory());
    EXPECT_EQ(SiteMemory::parse("nsm1" + std::string(1 << 20, '\0')), SiteMemory());
    EXPECT_EQ(SiteMemory::parse("nsm1" + std::string(4, '\0') + "\xFF\xFF"), SiteMemory());
}

TEST(SiteMemory, StaysSmallAndForgetsWhatStoodOnFewPagesFirst) {
    SiteMemory memory;
    std::uint64_t next = 1000;
    for (std::uint64_t page = 1; page <= 500; ++page) {
        SiteMemory::Page one{page, {1}};
        if (page <= 4) one.texts.push_back(2);
        while (one.texts.size() < SiteMemory::most_texts / 4) one.texts.push_back(next++);
        memory.learn(one);
        ASSERT_LE(memory.bytes().size(), SiteMemory::most_bytes);
        if (page == 60) {
            EXPECT_EQ(memory.pages_with(2), 4);
            EXPECT_EQ(memory.pages_with(1000), 0);
        }
    }
    EXPECT_EQ(memory.pages_with(1), 255);
    EXPECT_EQ(memory.pages_with(2), 0);
    EXPECT_EQ(memory.pages_with(next - 1), 1);
    EXPECT_TRUE(memory.knows(500));
    EXPECT_FALSE(memory.knows(1));
    EXPECT_EQ(SiteMemory::parse(memory.bytes()), memory);
}

TEST(SiteMemory, TakesOnlySoMuchFromOnePage) {
    SiteMemory::Page page{1, {}};
    for (std::uint64_t text = 0; text < 100'000; ++text) page.texts.push_back(text);
    SiteMemory memory = memory_of({page, {2, {7}}});
    EXPECT_LE(memory.bytes().size(), SiteMemory::most_bytes / 2);
}

}  // namespace
}  // namespace newsbus::extract
