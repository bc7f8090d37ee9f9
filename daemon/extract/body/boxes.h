#pragma once

#include <cstdint>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops the lists and boxes of the container whose text is mostly links.
void drop_link_lists(Outline& outline, std::uint32_t container);

/// Drops the captions of its pictures: the lines of boxes that hold a picture and little else, unless much of the text
/// stands in such boxes. The pictures stay.
void drop_captions(Outline& outline, std::uint32_t container);

}  // namespace newsbus::extract
