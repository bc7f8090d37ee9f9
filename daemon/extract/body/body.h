#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "url/url.h"

namespace newsbus::extract {

class SitePage;

/// What the body search is told by the rest of the page.
struct BodyHints {
    std::string headline;
    std::string json_ld_body;               ///< articleBody of the JSON-LD, plain text; "" = none
    std::vector<std::string> descriptions;  ///< summaries of the article in the metadata
    bool declared = false;                  ///< the metadata say that the page is an article
};

/// The main text of a page.
struct Body {
    std::string text;           ///< paragraphs separated by blank lines; "" = the page has none
    std::string html;           ///< sanitized
    std::string origin;         ///< for `provenance`
    std::vector<Image> images;  ///< that stand in it, in order, with their captions
};

/// Finds the main text below `page` and cleans it. Takes out of the tree what does not belong to it. `site` leaves
/// out what recurs on the site and takes the page's lesson. Linear.
Body take_body(pugi::xml_node page, const BodyHints& hints, const Url& base, SitePage* site = nullptr);

}  // namespace newsbus::extract
