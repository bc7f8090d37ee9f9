#pragma once

#include <cstdint>

#include "extract/outline.h"

namespace newsbus::extract {

/// The element that holds the article's text and as little else as possible; 0 when nothing narrower than the page
/// does.
std::uint32_t find_container(const Outline& outline);

}  // namespace newsbus::extract
