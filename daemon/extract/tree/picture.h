#pragma once

#include <string>

#include <pugixml.hpp>

namespace newsbus::extract {

/// The address of the picture that an <img> shows, as written, also when a script is to load it; "" = none.
std::string picture_address(pugi::xml_node image);

}  // namespace newsbus::extract
