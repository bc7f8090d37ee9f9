#pragma once

#include <string>

#include "extract/page/page.h"
#include "source/source.h"

namespace newsbus::source {

/// "https://news.example.org/": where `newsbus discover` begins.
std::string site_of(const Url& url);

/// What every kind of source asks with: the options' headers, credentials and limits; validators for a poll only.
/// Headers and credentials go to the source's own origin, never to a page elsewhere.
Result<Request> request_with(const Options& options, const std::string& password, const Job& job, std::string accept);

/// Sets what the source knows better than the document: source, configured language, tags, the identifier's fallback,
/// date_fetched.
void put_source_fields(const Options& options, TimePoint now, Article& article);

/// Reads the page of a draft: what the page says completes what the entry said. `rules` may be nullptr.
Result<PageReading> draft_article(const Options& options, const extract::Rules* rules, const Job& job,
                                  const Response& response, TimePoint now);

/// What stands behind a link: page_article() with the memory of the site; of a request that ended at the site's front
/// page only a bodyStatus.
Result<PageReading> article_behind(const Options& options, const extract::Rules* rules, const Job& job,
                                   const Response& response);

/// What requests for feeds, sitemaps and articles' pages accept.
extern const char* const feed_types;
extern const char* const sitemap_types;
extern const char* const page_types;

/// The article of a page, or of a text/plain document, for which there are no rules and no memory.
Result<Article> page_article(const Response& response, const extract::Rules* rules = nullptr,
                             extract::SiteMemory* site = nullptr, extract::Links links = extract::Links::may_be_index);

}  // namespace newsbus::source
