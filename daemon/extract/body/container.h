#pragma once

#include <cstdint>
#include <string>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The element that holds the article's text and as little else as possible; 0 when nothing narrower than the page
/// does. Of several <article> the one around the headline is preferred, when the headline is known.
std::uint32_t find_container(const Outline& outline, const std::string& headline);

}  // namespace newsbus::extract
