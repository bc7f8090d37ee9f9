#pragma once

#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "extract/body/site_memory.h"
#include "extract/selectors/rules.h"
#include "url/url.h"

namespace newsbus::extract {

/// What a page of links to articles is taken for.
enum class Links {
    may_be_index,  ///< for no article
    are_text,      ///< for the text itself: the page is watched for what is listed there
};

/// The article of a web page: body, headline, dates, authors, images, language and the rest, from JSON-LD, OpenGraph,
/// meta and the text itself; `provenance` says which won. `body` bytes in any charset, `content_type` as the server
/// sent it, `url` the page's own address. A page without a main text gives an article with an empty body. `id` and
/// `source` are not set. `rules`, where there are any, win. `site`, the memory of the page's site if one is kept,
/// tells what recurs there and is no part of the article; it learns the page. An empty one changes nothing. An error
/// page, a consent wall and an index have no body; shows_article() tells them. Fails with Errc::syntax when the bytes
/// are refused (html/dom.h).
Result<Article> read_page(std::string_view body, std::string_view content_type, const Url& url,
                          const Rules* rules = nullptr, SiteMemory* site = nullptr, Links links = Links::may_be_index);

/// The article of a page that was saved as plain text, navigation, captions and all (text/plain).
Result<Article> read_text(std::string_view body, std::string_view content_type, const Url& url);

/// Whether `page`, as read_page() gives it, shows the article at all. An error page, an index and a wall without a line
/// of the text do not: only their bodyStatus says something of the article, their titles and pictures are no news.
bool shows_article(const Article& page);

/// Completes what a feed said with what its page says. The page wins for the body, images with captions and anything
/// the feed leaves open, and for what a rule found; else the feed keeps its identifier, its url and the dates it gave.
/// Of a page that does not show the article only bodyStatus is taken.
Article merged(Article from_feed, const Article& from_page);

}  // namespace newsbus::extract
