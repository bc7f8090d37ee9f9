#pragma once

#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "base/url.h"
#include "extract/rules.h"
#include "extract/site_memory.h"

namespace newsbus::extract {

/// The article of a web page: body, headline, dates, authors, images, language and the rest, from JSON-LD, OpenGraph,
/// meta and the text itself; `provenance` says which won. `body` bytes in any charset, `content_type` as the server
/// sent it, `url` the page's own address. A page without a main text gives an article with an empty body. `id` and
/// `source` are not set. `rules`, where there are any, win. `site`, the memory of the page's site if one is kept,
/// tells what recurs there and is no part of the article; it learns the page. An empty one changes nothing. Fails with
/// Errc::syntax when the bytes are refused (html/dom.h).
Result<Article> read_page(std::string_view body, std::string_view content_type, const Url& url,
                          const Rules* rules = nullptr, SiteMemory* site = nullptr);

/// The article of a page that was saved as plain text, navigation, captions and all (text/plain).
Result<Article> read_text(std::string_view body, std::string_view content_type, const Url& url);

/// Completes what a feed said with what its page says. The page wins for the body, images with captions and anything
/// the feed leaves open, and for what a rule found; else the feed keeps its identifier, its url and the dates it gave.
Article merged(Article from_feed, const Article& from_page);

}  // namespace newsbus::extract
