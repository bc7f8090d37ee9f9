#pragma once

#include <cstdint>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Is what was found a list of other articles: headings that are links, each with a line or two below at most?
bool is_list_of_teasers(const Outline& outline, std::uint32_t container);

}  // namespace newsbus::extract
