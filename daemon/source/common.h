#pragma once

#include <string>

#include "extract/page/page.h"
#include "source/source.h"

namespace newsbus::source {

/// "https://news.example.org/": where `newsbus discover` begins.
std::string site_of(const Url& url);

/// The request of any kind of source: with the headers, credentials and limits of the options; with validators for a
/// poll only. Headers and credentials go to the source's own origin, never to a page elsewhere.
Result<Request> request_with(const Options& options, const std::string& password, const Job& job, std::string accept);

/// Sets what the source knows better than the document: source, configured language, tags, date_fetched, and an
/// identifier where the document has none.
void put_source_fields(const Options& options, TimePoint now, Article& article);

/// Reads the page of a draft: the page completes what the entry said. `rules` may be nullptr.
Result<PageReading> draft_article(const Options& options, const extract::Rules* rules, const Job& job,
                                  const Response& response, TimePoint now);

/// Reads the page behind a link: page_article() with the memory of the site. When the request ended at the site's front
/// page only a bodyStatus is set: the page is gone.
Result<PageReading> article_behind(const Options& options, const extract::Rules* rules, const Job& job,
                                   const Response& response);

/// Accept headers for feeds, sitemaps and pages of articles.
extern const char* const feed_types;
extern const char* const sitemap_types;
extern const char* const page_types;

/// The article of a page or of a text/plain document. The latter knows no rules and no memory.
Result<Article> page_article(const Response& response, const extract::Rules* rules = nullptr,
                             extract::SiteMemory* site = nullptr, extract::Links links = extract::Links::may_be_index);

}  // namespace newsbus::source
