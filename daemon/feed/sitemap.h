#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include "base/result.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Reads a sitemap (sitemaps.org): a urlset with Google's news and image extensions, an index, or plain text with a URL
/// a line; gzip'd or not, told apart by the bytes. `content_type` gives the charset only. Entries come in document
/// order as articles, the sitemaps of an index as Harvest::parts. An entry has no text; news:title is its headline,
/// news:publication_date its date, lastmod its date of change. Ill-formed XML is repaired as in feeds; elements are
/// known by their local names, in any case. At most 50,000 entries and 32 MiB after unpacking are read; what is beyond
/// or was left out is in Harvest::problems. Fails with Errc::syntax when it is no sitemap. Never throws; linear; no
/// recursion over depth.
///
/// `newest` limits the articles: of more, the newest are kept, newest first, and those without a date last.
Result<Harvest> read_sitemap(std::string_view body, std::string_view content_type, const Url& base,
                             std::size_t newest = std::numeric_limits<std::size_t>::max());

}  // namespace newsbus::feed
