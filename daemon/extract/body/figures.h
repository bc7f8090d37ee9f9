#pragma once

#include <vector>

#include "article/article.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The pictures in the container or right above its text, with captions and credits, in document order. Icons, trackers
/// and pictures of what was dropped as junk are left out. Call it before anything is taken out of the tree.
std::vector<Image> figures_in(const Outline& outline, std::uint32_t container);

}  // namespace newsbus::extract
