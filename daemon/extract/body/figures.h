#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The pictures that stand in the container or right above its text, with captions and credits, in document order.
/// Icons, trackers and the pictures of what was dropped as junk are left out. Call before anything is taken out of the
/// tree.
std::vector<Image> figures_in(const Outline& outline, std::uint32_t container);

/// The address of the picture that an <img> shows, as written, also when a script is to load it; "" = none.
std::string picture_address(pugi::xml_node image);

}  // namespace newsbus::extract
