#pragma once

#include <cstdint>
#include <vector>

#include <pugixml.hpp>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Shows what a browser puts into the text when it shows the page: pieces that are sent late, shadow roots that stand
/// in the document, and buttons that are words of a sentence. Returns what it does not show: the outermost <noscript>.
std::vector<pugi::xml_node> show_late_pieces(pugi::xml_node page);

/// How much prose readers without scripts would see in these, where it is more than a line.
std::uint32_t prose_in(const std::vector<pugi::xml_node>& noscript);

/// Makes every <noscript> a <div>, and gives those that were one.
std::vector<pugi::xml_node> show_noscript(pugi::xml_node page);
void hide_noscript(const std::vector<pugi::xml_node>& shown);

/// Hides dialogs of some length that stand open before a page with a text of its own. `whole` is its outline. True when
/// there was any.
bool hide_dialogs(const Outline& whole);

/// Shows what is hidden and holds the whole page, its headline included: a script shows it when it is complete. True
/// when there was any.
bool show_hidden_page(pugi::xml_node page);

}  // namespace newsbus::extract
