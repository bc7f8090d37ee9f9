#include "base/byte_block.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsbus {
namespace {

TEST(ByteBlock, HasABitForEachByteThatIsMeant) {
    std::string bytes;
    for (unsigned byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    for (unsigned begin = 0; begin < 256; begin += ByteBlock::size) {
        ByteBlock block(bytes.data() + begin);
        std::uint64_t not_ascii = 0, twos = 0, controls = 0;
        for (unsigned i = 0; i < ByteBlock::size; ++i) {
            unsigned byte = begin + i;
            std::uint64_t bit = std::uint64_t{1} << i;
            if (byte >= 0x80) not_ascii |= bit;
            if (byte == '2') twos |= bit;
            if (byte < 0x20) controls |= bit;
        }
        EXPECT_EQ(block.not_ascii(), not_ascii);
        EXPECT_EQ(block.equal('2'), twos);
        EXPECT_EQ(block.controls(), controls);
    }
}

TEST(ByteBlock, FindsAControlCharacterWhereverItStands) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        bool is_control = byte < 0x20 && byte != 9 && byte != 10 && byte != 13;
        for (std::size_t at : {0, 15, 16, 40, 63}) {
            std::string bytes(ByteBlock::size, 'x');
            bytes[at] = static_cast<char>(byte);
            EXPECT_EQ(ByteBlock(bytes.data()).has_control(), is_control) << byte << " at " << at;
        }
    }
}

TEST(ByteBlock, CoverATextWhateverItsLength) {
    for (std::size_t size : {0, 1, 63, 64, 65, 128, 200}) {
        std::string text(size, 'x');
        std::size_t found = 0;
        std::vector<std::size_t> begins;
        EXPECT_TRUE(for_each_block(text, ' ', [&](ByteBlock block, std::size_t begin) {
            begins.push_back(begin);
            for (std::uint64_t bits = block.equal('x'); bits; bits &= bits - 1) ++found;
            return true;
        }));
        EXPECT_EQ(found, size);
        for (std::size_t i = 0; i < begins.size(); ++i) EXPECT_EQ(begins[i], i * ByteBlock::size);
    }
}

TEST(ByteBlock, EndsWhenItIsTold) {
    int blocks = 0;
    EXPECT_FALSE(for_each_block(std::string(200, 'x'), ' ', [&](ByteBlock, std::size_t) { return ++blocks < 2; }));
    EXPECT_EQ(blocks, 2);
}

}  // namespace
}  // namespace newsbus
