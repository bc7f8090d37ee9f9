#pragma once

#include <string>

#include "source/source.h"

namespace newsbus::source {

/// What every kind of source asks with: the options' headers, credentials and limits; validators for a poll only.
/// Headers and credentials go to the source's own origin, never to a page elsewhere.
Result<Request> request_with(const Options& options, const std::string& password, const Job& job, std::string accept);

/// Sets what the source knows better than the document: source, configured language, tags, the identifier's fallback,
/// date_fetched.
void put_source_fields(const Options& options, TimePoint now, Article& article);

/// The article of a page, or of a text/plain document.
Result<Article> page_article(const Response& response);

}  // namespace newsbus::source
