#pragma once

#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "extract/body/site_memory.h"
#include "extract/selectors/rules.h"
#include "url/url.h"

namespace newsbus::extract {

/// How to take a page that consists of links to articles.
enum class Links {
    may_be_index,  ///< as an index: it is no article
    are_text,      ///< as an article whose text is the links: the page is watched for what it lists
};

/// Reads the article of a web page: body, headline, dates, authors, images, language and the rest, from JSON-LD,
/// OpenGraph, meta elements and the text itself. `provenance` says where each came from; `id` and `source` are not set.
/// `body` bytes in any charset, `content_type` as the server sent it, `url` the page's own address. `rules` win over
/// what the page says. `site`, the memory of the page's site, leaves out what recurs there, and learns the page; an
/// empty one changes nothing.
/// A page without a main text gives an article with an empty body. So do an error page, a consent wall and an index;
/// shows_article() tells them. Fails with Errc::syntax when the bytes are no page (tree/open_page.h).
Result<Article> read_page(std::string_view body, std::string_view content_type, const Url& url,
                          const Rules* rules = nullptr, SiteMemory* site = nullptr, Links links = Links::may_be_index);

}  // namespace newsbus::extract
