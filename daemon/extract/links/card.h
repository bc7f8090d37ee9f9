#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "extract/links/page_links.h"

namespace newsbus::extract {

/// A card is the piece of an index page that shows one article. For each link, the largest element around its best
/// anchor that holds no other link of the list. Linear.
std::vector<pugi::xml_node> cards_of(const std::vector<PageLink>& links);

/// Puts what the card says into `article`: headline, date, description, image. Leaves `url` and the rest alone.
void put_card(const PageLink& link, pugi::xml_node card, const Url& base, Article& article);

}  // namespace newsbus::extract
