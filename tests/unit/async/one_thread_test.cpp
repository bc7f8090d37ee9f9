#include "async/one_thread.h"

#include <gtest/gtest.h>

#include <thread>

namespace newsbus {
namespace {

TEST(OneThread, IsTheThreadThatAskedFirst) {
    OneThread thread;
    EXPECT_TRUE(thread.is_here());
    EXPECT_TRUE(thread.is_here());
    bool elsewhere = true;
    std::thread([&] { elsewhere = thread.is_here(); }).join();
    EXPECT_FALSE(elsewhere);
}

TEST(OneThread, IsAnyThreadUntilOneAsks) {
    OneThread thread;
    bool elsewhere = false;
    std::thread([&] { elsewhere = thread.is_here(); }).join();
    EXPECT_TRUE(elsewhere);
    EXPECT_FALSE(thread.is_here());
}

}  // namespace
}  // namespace newsbus
