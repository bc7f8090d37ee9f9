#pragma once

#include <vector>

#include <pugixml.hpp>

#include "extract/selectors/css.h"

namespace newsbus::extract {

/// The elements that `css` matches, in document order. One walk; linear in the page.
std::vector<pugi::xpath_node> select_css(const Css& css, pugi::xml_node page);

}  // namespace newsbus::extract
