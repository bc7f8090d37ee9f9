#pragma once

#include <string>

#include "url/url.h"

namespace newsbus::extract {

/// What the address of a link says about the page behind it.
struct LinkAddress {
    bool refused = false;   ///< never an article: a front page, a file, a search, the next page of a list
    bool dated = false;     ///< the path holds a date: /2026/11/24/, /2026-11-24-
    bool numbered = false;  ///< the path or query holds a long number or a hash, as content systems give them
    double evidence = 0;    ///< above 0: speaks for an article; below: against one; about -6 to 6
    std::string series;     ///< the address without the one number that tells it from others: "/city/#", "/read?no=#"
    std::string pattern;    ///< what addresses of the same kind have in common: "/news/9/slug.html"
};

/// Judges an absolute http(s) address by its shape alone: dates, ids, slugs, words such as "tag" or "article" in many
/// languages. Linear in its length.
LinkAddress judged_address(const Url& url);

}  // namespace newsbus::extract
