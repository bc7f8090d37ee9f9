#pragma once

#include <string_view>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops teasers of other articles: three or more elements side by side that are made alike, each with a title that is
/// a link into the site (`site`, the registrable domain of the page) and little else. It keeps them where there is
/// nothing but them.
void drop_cards(Outline& outline, std::string_view site);

}  // namespace newsbus::extract
