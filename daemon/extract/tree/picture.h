#pragma once

#include <string>

#include <pugixml.hpp>

namespace newsbus::extract {

/// The address of the picture that an <img> shows, as written; also that of one which a script loads later, or
/// which stands in the sources of its <picture> only. "" = none.
std::string picture_address(pugi::xml_node image);

}  // namespace newsbus::extract
