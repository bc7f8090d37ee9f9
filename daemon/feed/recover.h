#pragma once

#include <string_view>

#include <pugixml.hpp>

#include "work/harvest.h"

namespace newsbus::feed {

/// Builds a tree from XML that is not well-formed: for documents that the strict parser has refused. Never fails.
/// Tags are matched by name in any case. An element that was left open is closed by the end of its parent or by the
/// next item or entry. End tags without a start tag, stray markup and attributes without quotes are read as their
/// author most probably meant them. Linear in the size; the depth is bounded by flattening; no recursion.
///
/// True when the document is cut: its root is still open at its end. What the end has cut is then left out of the tree,
/// since a part of a value is another value: the item or entry that is open, or any other element but those that items
/// stand in.
bool recover(std::string_view xml, pugi::xml_document& document);

/// The problem of a document that is cut.
Problem cut_document();

}  // namespace newsbus::feed
