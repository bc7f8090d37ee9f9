#pragma once

#include <cstddef>
#include <string>

#include <pugixml.hpp>

namespace newsbus::extract {

/// The text below `node` on one line when it has at most `longest` bytes, else "". Containers are not read whole.
std::string short_text(pugi::xml_node node, std::size_t longest);

}  // namespace newsbus::extract
