#pragma once

#include <pugixml.hpp>

#include "base/result.h"
#include "feed/newest.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// The half of read_sitemap() that works on the tree: reads a urlset or a sitemapindex, wherever it stands in the
/// document. `newest` gathers the articles.
Result<Harvest> read_xml_sitemap(const pugi::xml_document& document, const Url& base, Newest newest);

}  // namespace newsbus::feed
