#pragma once

#include <cstdint>
#include <string>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The index of the element that holds the article's text and as little else as possible; 0, the whole page, when no
/// smaller one will do. Of several <article> elements the one around `headline` is preferred, if that is known.
std::uint32_t find_container(const Outline& outline, const std::string& headline);

}  // namespace newsbus::extract
