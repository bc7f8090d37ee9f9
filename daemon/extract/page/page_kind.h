#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"
#include "extract/links/index_page.h"

namespace newsbus::extract {

/// What a page shows in the place of an article.
enum class PageKind {
    article,
    error,    ///< "Page not found", "Access denied", a check for robots: with a status that says all is well; a page
              ///< that says nothing but that it needs JavaScript
    consent,  ///< asks for cookies before it shows anything
    login,    ///< the first lines, then "subscribe to read on"
    index,    ///< links to articles: a front page, a section
    video,    ///< a video or
    gallery,  ///< pictures, with a few lines about them
};

/// Does the page say in its metadata that it is an article?
bool declares_article(const Evidence& evidence);

/// Can the page be an index, by its address and what it declares? Only then its links are worth a look.
bool may_be_index(const Evidence& evidence);

/// Tells the kind of a page by its titles, the phrases of a short text, and its links, measured in `index`. A page that
/// dates its text or declares an article is no error and no consent page.
PageKind kind_of(const Evidence& evidence, const IndexSigns& index, const Article& article);

}  // namespace newsbus::extract
