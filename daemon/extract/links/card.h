#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "extract/links/page_links.h"

namespace newsbus::extract {

/// For each link the element that holds its best anchor and no other link of the list, as large as it gets: the card
/// that the index page shows for the article. Linear.
std::vector<pugi::xml_node> cards_of(const std::vector<PageLink>& links);

/// What the card says: headline, date, description, image. `url` and the rest are left alone.
void put_card(const PageLink& link, pugi::xml_node card, const Url& base, Article& article);

}  // namespace newsbus::extract
