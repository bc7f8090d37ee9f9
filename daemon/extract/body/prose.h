#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/tree/outline.h"

namespace newsbus::extract {

// A paragraph of the text is told from a line of the page by what it is: how long it is, how much of it is links, what
// its words are, and whether it is made as the rest of the text is. That it does not end with a full stop says nothing:
// wire copy ends with "(AFP)", a lead may have no stop, and Thai has none at all.

/// How many words a reader counts. Scripts that are written without spaces have two characters in a word, or three
/// letters. Linear.
std::size_t words_in(std::string_view text);

/// Does a line only name something: who wrote it, when, for which agency, where? "By Anna Lind", "Ada Quill, Olof
/// Brandt", "Editor: Ada Quill", "3 May 2023", "Updated at 10:15", "AFP/dpa".
bool is_label(std::string_view line);

/// Tells which blocks are made as the text is: the same element of the same class. Numbers in classes do not count.
class Typography {
public:
    /// A block of some length that may be a paragraph. To be added in document order.
    void add(const Outline& outline, std::uint32_t block);

    /// Is a good part of the others made like this block?
    bool is_like_text(const Outline& outline, std::uint32_t block) const;
    /// The same, and does it stand in an element that is made like theirs?
    bool is_beside_text(const Outline& outline, std::uint32_t block) const;
    /// Is it a <p> among theirs, of whatever class?
    bool is_next_to_text(const Outline& outline, std::uint32_t block) const;
    /// Is the block's own text written into the element that holds the paragraphs, bare of any markup?
    bool is_around_text(const Outline& outline, std::uint32_t block) const;

private:
    using Weights = std::unordered_map<std::size_t, std::uint32_t>;

    bool is_good_part(const Outline& outline, std::uint32_t block, const Weights& weights, std::size_t kind) const;

    std::vector<std::uint32_t> blocks_;          // ascending
    Weights by_make_, by_place_;                 // the weight of the blocks that are made so, and stand so
    std::unordered_set<std::uint32_t> parents_;  // of those that are <p>
    std::uint32_t total_ = 0;
};

}  // namespace newsbus::extract
