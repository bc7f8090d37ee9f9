#pragma once

#include <string_view>

#include <pugixml.hpp>

namespace newsbus::feed {

/// Builds a tree from XML that is not well-formed, for documents the strict parser has refused. Never fails: tags are
/// matched by name in any case, what was left open is closed by its parent's end, by the next item or entry or by the
/// end of the document; end tags without a beginning, markup that is none and attributes without quotes are taken as
/// they were meant. Linear in the size, depth bounded by flattening, no recursion.
void recover(std::string_view xml, pugi::xml_document& document);

}  // namespace newsbus::feed
