#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/result.h"
#include "extract/selectors/rules.h"
#include "url/url.h"

namespace newsbus::extract {

/// An index page: the front page of a site or of a section.
struct Listing {
    std::string name;               ///< of the site or page
    std::string url;                ///< canonical
    std::string language;           ///< as the page declares it
    std::vector<Article> articles;  ///< in document order, each once
};

/// Reads the article links of an index page. Each article has its absolute `url` and what the card around the link
/// says: headline, date (never a relative one), description, image.
/// `body` bytes in any charset, `content_type` as the server sent it, `url` the page's own address. At most 500
/// articles. When `rules` name the links, those count wherever they lead. Fails with Errc::syntax when the bytes are no
/// page.
Result<Listing> read_listing(std::string_view body, std::string_view content_type, const Url& url,
                             const Rules* rules = nullptr);

}  // namespace newsbus::extract
