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

}  // namespace newsbus::extract
