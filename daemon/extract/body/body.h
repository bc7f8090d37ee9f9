#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "extract/body/hints.h"
#include "url/url.h"

namespace newsbus::extract {

class SitePage;

/// The main text of a page.
struct Body {
    std::string text;           ///< paragraphs separated by blank lines; "" = the page has none
    std::string html;           ///< sanitized
    std::string origin;         ///< where it came from, for `provenance`
    std::vector<Image> images;  ///< that stand in it, in order, with their captions
    bool teasers = false;       ///< it is a list of other articles
};

/// A text that is plain, as a body: paragraphs stand between blank lines.
Body plain_body(std::string text, std::string origin, const Url& base);

/// Finds the main text below `page` and cleans it; takes everything else out of the tree. `site`, if there is one,
/// leaves out what recurs on the site, and takes what this page teaches. Linear.
Body take_body(pugi::xml_node page, const BodyHints& hints, const Url& base, SitePage* site = nullptr);

}  // namespace newsbus::extract
