#pragma once

#include "article/article.h"

namespace newsbus::extract {

/// Does `page`, as read_page() gives it, show the article at all? An error page, an index and a wall without a line of
/// the text do not: only their bodyStatus says something about the article, while titles and pictures are not its own.
bool shows_article(const Article& page);

/// Completes what a feed said with what the page says. The page wins for the body, images with captions, everything
/// that a rule found, and whatever the feed left open. The feed keeps its identifier, its url and its dates. Of a page
/// that does not show the article only bodyStatus is taken.
Article merged(Article from_feed, const Article& from_page);

}  // namespace newsbus::extract
