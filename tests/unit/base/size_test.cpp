#include "base/size.h"

#include <gtest/gtest.h>

#include <limits>

namespace newsbus {
namespace {

TEST(Size, ReadsAWholeNumberAndAUnit) {
    const std::pair<std::string_view, std::uint64_t> cases[] = {
        {"0B", 0},
        {"512B", 512},
        {"1KiB", 1024},
        {"8MiB", 8 << 20},
        {"20GiB", 20ull << 30},
        {"2TiB", 2ull << 40},
        {"64kB", 64'000},
        {"64KB", 64'000},
        {"8MB", 8'000'000},
        {"3GB", 3'000'000'000},
        {"1TB", 1'000'000'000'000},
    };
    for (const auto& [text, bytes] : cases) EXPECT_EQ(parse_size(text), bytes) << text;
}

TEST(Size, RefusesWhatIsNotOne) {
    for (std::string_view text : {"", "8", "MiB", "8 MiB", " 8MiB", "8MiB ", "-1B", "+1B", "1.5MiB", "8mib", "8M",
                                  "0x8B", "99999999999999999999B", "18446744073709551615KiB"})
        EXPECT_EQ(parse_size(text), std::nullopt) << text;
}

TEST(Size, IsPrintedInTheLargestExactUnit) {
    EXPECT_EQ(format_size(0), "0B");
    EXPECT_EQ(format_size(1500), "1500B");
    EXPECT_EQ(format_size(1536), "1536B");
    EXPECT_EQ(format_size(2048), "2KiB");
    EXPECT_EQ(format_size(8 << 20), "8MiB");
    EXPECT_EQ(format_size(20ull << 30), "20GiB");
    EXPECT_EQ(format_size(1025ull << 30), "1025GiB");
}

TEST(Size, ComesBackAsItWasPrinted) {
    for (std::uint64_t bytes :
         {std::uint64_t{1}, std::uint64_t{1023}, std::uint64_t{1} << 40, std::numeric_limits<std::uint64_t>::max()})
        EXPECT_EQ(parse_size(format_size(bytes)), bytes);
}

}  // namespace
}  // namespace newsbus
