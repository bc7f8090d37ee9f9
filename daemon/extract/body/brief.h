#pragma once

#include <string>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The text of a piece of news that is only a sentence or a few, none of which is long enough to be told from the lines
/// of a page by itself: those right below the headline. Paragraphs are parted by empty lines; "" = there is none.
std::string brief_below(const Outline& page, const std::string& headline);

}  // namespace newsbus::extract
