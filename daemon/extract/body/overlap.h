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

    std::size_t size() const { return runs_.size(); }  ///< different runs of the text

private:
    std::vector<std::uint32_t> runs_;  // hashes, sorted
};

}  // namespace newsbus::extract
