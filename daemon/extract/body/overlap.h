#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// Finds out how much of one text stands in another, whatever their markup, punctuation and case. Linear in both.
class Overlap {
public:
    static constexpr std::size_t run = 16;  ///< letters and digits compared at once; that is two to four words

    explicit Overlap(std::string_view text);

    struct Count {
        std::size_t found = 0, all = 0;  ///< runs; one begins at each byte
    };

    /// How much of `piece` stands in the text. A piece shorter than a run counts 0 of 0.
    Count count(std::string_view piece) const;
    /// The same for letters_of(piece) (text/letters.h).
    Count count_letters(std::string_view letters) const;

    std::size_t size() const { return size_; }  ///< different runs of the text

private:
    std::size_t slot_of(std::uint32_t hash) const;

    std::vector<std::uint32_t> slots_;  // an open hash table of the runs' hashes; twice as many as there are runs
    int shift_ = 0;
    std::size_t size_ = 0;
};

}  // namespace newsbus::extract
