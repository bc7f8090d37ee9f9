#pragma once

#include <vector>

#include "extract/links/page_links.h"

namespace newsbus::extract {

/// Those of `links` that lead to articles: by their addresses, their texts, where they stand, and by what the links of
/// the same address pattern and in the same kind of place look like. Keeps the order.
std::vector<PageLink> article_links(std::vector<PageLink> links);

/// The anchor that says most about what is behind the link: one with words, outside menus, in a heading.
const Anchor& best_anchor(const PageLink& link);

}  // namespace newsbus::extract
