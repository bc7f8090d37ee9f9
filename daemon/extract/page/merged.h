#pragma once

#include "article/article.h"

namespace newsbus::extract {

/// Whether `page`, as read_page() gives it, shows the article at all. An error page, an index and a wall without a line
/// of the text do not: only their bodyStatus says something of the article, their titles and pictures are no news.
bool shows_article(const Article& page);

/// Completes what a feed said with what its page says. The page wins for the body, images with captions and anything
/// the feed leaves open, and for what a rule found; else the feed keeps its identifier, its url and the dates it gave.
/// Of a page that does not show the article only bodyStatus is taken.
Article merged(Article from_feed, const Article& from_page);

}  // namespace newsbus::extract
