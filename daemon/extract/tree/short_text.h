#pragma once

#include <cstddef>
#include <string>

#include <pugixml.hpp>

namespace newsbus::extract {

/// The text below `node` on one line if it has at most `longest` bytes, else "". A long text is not read to its end.
std::string short_text(pugi::xml_node node, std::size_t longest);

}  // namespace newsbus::extract
