#pragma once

#include <string>

#include <pugixml.hpp>

namespace newsbus::extract {

/// Has the page no markup that tells paragraphs from the lines around them, but breaks, cells and bare blocks? Then
/// only its lines themselves do, as in a page that was saved as plain text.
bool is_bare(pugi::xml_node page);

/// The lines of such a page, for read_text(). Those that are links leave the page.
std::string lines_of_bare(pugi::xml_node page);

}  // namespace newsbus::extract
