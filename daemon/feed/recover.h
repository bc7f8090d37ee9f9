#pragma once

#include <string_view>

#include <pugixml.hpp>

namespace newsbus::feed {

/// Builds a tree from XML that is not well-formed: for documents that the strict parser has refused. Never fails.
/// Tags are matched by name in any case. An element that was left open is closed by the end of its parent, by the next
/// item or entry, or by the end of the document. End tags without a start tag, stray markup and attributes without
/// quotes are read as their author most probably meant them. Linear in the size; the depth is bounded by flattening; no
/// recursion.
void recover(std::string_view xml, pugi::xml_document& document);

}  // namespace newsbus::feed
