#pragma once

#include <cstddef>
#include <string>

namespace newsbus::feed {

/// The memory that the tree of one document may take. An element takes 64 bytes and an attribute 40, so that the eight
/// bytes of `<item/>` become 64: a document that is nothing but marks would take ten times its size. No feed made of
/// words comes near: 50,000 entries with six elements each fit.
constexpr std::size_t most_tree_bytes = 22 << 20;

/// Cuts `xml` before the element with which its tree would become larger than that; true when it did. Comments and
/// CDATA sections count nothing. `texts`: what stands between two marks is a node, too. Linear.
bool cut_to_tree_limit(std::string& xml, bool texts);

/// The problem of such a document.
constexpr const char* tree_limit_words =
    "more elements and attributes than 22 MiB of memory hold; what follows is not read";

}  // namespace newsbus::feed
