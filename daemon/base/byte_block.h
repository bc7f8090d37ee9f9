#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newsbus {

/// 64 bytes of a text, tested all at once: each answer has one bit a byte, the first byte in the lowest bit. It finds
/// the few special bytes of a text without a branch for each byte. SSE2 is in every x86-64; other processors get plain
/// loops.
class ByteBlock {
public:
    static constexpr std::size_t size = 64;

    /// At least `size` bytes must stand at `bytes`, and outlive the block.
    explicit ByteBlock(const char* bytes) : bytes_(bytes) {}

#ifdef __SSE2__
    std::uint64_t equal(char c) const {
        __m128i wanted = _mm_set1_epi8(c);
        return bits([wanted](__m128i piece) { return _mm_cmpeq_epi8(piece, wanted); });
    }

    /// Is there a control character other than tab, line feed and carriage return?
    bool has_control() const {
        __m128i last = _mm_set1_epi8(0x1F), feed = _mm_set1_epi8('\n'), carriage = _mm_set1_epi8('\r'),
                four = _mm_set1_epi8('\t' ^ '\r');  // the one bit between them
        auto controls = [&](unsigned at) {
            __m128i piece = load(at);
            __m128i white =
                _mm_or_si128(_mm_cmpeq_epi8(_mm_or_si128(piece, four), carriage), _mm_cmpeq_epi8(piece, feed));
            return _mm_andnot_si128(white, _mm_cmpeq_epi8(_mm_max_epu8(piece, last), last));
        };
        __m128i any = _mm_or_si128(_mm_or_si128(controls(0), controls(16)), _mm_or_si128(controls(32), controls(48)));
        return _mm_movemask_epi8(any) != 0;
    }

    /// Bytes below 0x20.
    std::uint64_t controls() const {
        __m128i last = _mm_set1_epi8(0x1F);
        return bits([last](__m128i piece) { return _mm_cmpeq_epi8(_mm_max_epu8(piece, last), last); });
    }

    std::uint64_t not_ascii() const {
        return bits([](__m128i piece) { return piece; });  // the mask is made of the highest bits
    }

private:
    __m128i load(unsigned at) const {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes_ + at));
    }

    template <class Test>
    std::uint64_t bits(Test test) const {
        auto piece = [&](unsigned at) {
            return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(test(load(at))))) << at;
        };
        return piece(0) | piece(16) | piece(32) | piece(48);  // compilers do not unroll loops at -O2
    }
#else
    std::uint64_t equal(char c) const {
        return bits([c](char byte) { return byte == c; });
    }
    bool has_control() const {
        return bits([](char c) {
                   return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
               }) != 0;
    }
    std::uint64_t controls() const {
        return bits([](char byte) { return static_cast<unsigned char>(byte) < 0x20; });
    }
    std::uint64_t not_ascii() const {
        return bits([](char byte) { return (byte & 0x80) != 0; });
    }

private:
    template <class Test>
    std::uint64_t bits(Test test) const {
        std::uint64_t found = 0;
        for (unsigned at = 0; at < size; ++at) found |= static_cast<std::uint64_t>(test(bytes_[at])) << at;
        return found;
    }
#endif

    const char* bytes_;
};

/// Calls `each(block, offset)` for each block of `text` in order, the last one filled up with `filler`. Stops when a
/// call returns false, and returns false then.
template <class Each>
bool for_each_block(std::string_view text, char filler, Each each) {
    std::array<char, ByteBlock::size> rest;
    for (std::size_t at = 0; at < text.size(); at += ByteBlock::size) {
        const char* bytes = text.data() + at;
        if (text.size() - at < rest.size()) {
            rest.fill(filler);
            text.copy(rest.data(), rest.size(), at);
            bytes = rest.data();
        }
        if (!each(ByteBlock(bytes), at)) return false;  // called in one place only, compilers make it part of the loop
    }
    return true;
}

}  // namespace newsbus
