#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/tree/outline.h"
#include "text/words.h"

namespace newsbus::extract {

// What tells a paragraph of the text from other lines of the page: its length, how much of it is links, its words, and
// whether its markup is that of the rest of the text. A missing full stop tells nothing: wire copy ends with "(AFP)", a
// lead may have no stop, and Thai has none at all.

/// How many words a reader would count. In scripts without spaces a word is two characters (three letters in some).
/// Linear.
std::size_t words_in(std::string_view text);
std::size_t count_of(const std::vector<text::Word>& words);

/// What is the same for blocks that are made alike: the element's name and class, numbers aside.
std::size_t make_of(pugi::xml_node node);

/// Does a line only say who wrote it, when, for which agency or where? "By Anna Lind", "Ada Quill, Olof Brandt",
/// "Editor: Ada Quill", "3 May 2023", "Updated at 10:15", "AFP/dpa".
bool is_label(std::string_view line);

/// Knows the markup of the text's paragraphs, and tells which other blocks have the same: the same element with the
/// same class. Numbers in classes do not count.
class Typography {
public:
    /// Adds a long block that may be a paragraph. Add blocks in document order.
    void add(const Outline& outline, std::uint32_t block);

    /// Do a good part of the other blocks have the markup of this one?
    bool is_like_text(const Outline& outline, std::uint32_t block) const;
    /// The same, and is the element around it like the elements around them?
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
