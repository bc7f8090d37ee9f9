#include "base/address.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

TEST(Address, ReadsWhatIsWrittenDifferentlyAsTheSame) {
    auto one = parse_address("[::1]:5599");
    ASSERT_TRUE(one);
    for (const char* other : {"[0:0:0:0:0:0:0:1]:5599", "[0000:0::0001]:5599"}) {
        auto read = parse_address(other);
        ASSERT_TRUE(read) << other;
        EXPECT_EQ(*read, *one) << other;
        EXPECT_TRUE(read->is_loopback()) << other;
        EXPECT_EQ(read->host(), "::1") << other;
    }
    EXPECT_EQ(parse_address("127.0.0.1:*")->port, 0);
    EXPECT_EQ(parse_address("127.0.0.1:0")->port, 0);
    EXPECT_EQ(parse_address("127.0.0.1:65535")->port, 65535);
    EXPECT_EQ(parse_host("127.0.0.1")->host(), "127.0.0.1");
    EXPECT_FALSE(parse_host("[::ffff:127.0.0.1]")->is_loopback());
}

TEST(Address, IsLiteralWithADecimalPort) {
    for (const char* wrong :
         {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1:05556",
          "127.0.0.1:5556x", "127.1:1", "localhost:1", "lo:1", "*:1", "::1:1", "[::1%lo]:1", "[127.0.0.1]:1", "[]:1"})
        EXPECT_FALSE(parse_address(wrong)) << wrong;
}

}  // namespace
}  // namespace newsbus
