#pragma once

#include <vector>

#include "extract/links/page_links.h"

namespace newsbus::extract {

/// Those of `links` that lead to articles. Decided by their addresses, their texts, where they stand, and by other
/// links with the same address pattern or in the same kind of place. Keeps the order.
std::vector<PageLink> article_links(std::vector<PageLink> links);

/// The anchor that says most about the page behind the link: one with words, outside menus, in a heading.
const Anchor& best_anchor(const PageLink& link);

}  // namespace newsbus::extract
