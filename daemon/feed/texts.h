#pragma once

#include "article/article.h"
#include "feed/value.h"
#include "url/url.h"

namespace newsbus::feed {

/// Fills description, body and body_html from the two texts of an entry. Feeds without a content element put the whole
/// article into the description, so a long one becomes the body too. Markup that shows nothing is no text. Shared with
/// JSON Feed.
void set_texts(Article& article, const Text& summary, const Text& content, const Url& base);

/// Is it a picture of who writes, or another that shows nothing of the article?
bool is_portrait(const Image& image);

/// Does the feed name a picture of the article?
bool names_picture(const Article& article);

}  // namespace newsbus::feed
