#pragma once

#include <pugixml.hpp>

#include "base/result.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// The half of read_sitemap() that works on the tree: reads a urlset or a sitemapindex, wherever it stands in the
/// document.
Result<Harvest> read_xml_sitemap(const pugi::xml_document& document, const Url& base);

}  // namespace newsbus::feed
