#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// Which pieces of a text stand in another one, whatever its markup, punctuation and case. Linear in both.
class Overlap {
public:
    static constexpr std::size_t run = 16;  ///< letters and digits that are compared at once: two to four words

    explicit Overlap(std::string_view text);

    struct Count {
        std::size_t found = 0, all = 0;  ///< runs, one a byte
    };

    /// How much of `piece` stands in the text. A piece shorter than a run has none.
    Count count(std::string_view piece) const;

    std::size_t size() const { return runs_.size(); }  ///< different runs of the text

private:
    std::vector<std::uint32_t> runs_;  // hashes, sorted
};

}  // namespace newsbus::extract
