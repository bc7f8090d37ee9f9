#pragma once

#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "url/url.h"

namespace newsbus::extract {

/// The article of a page that was saved as plain text (text/plain), with navigation, captions and all. `content_type`
/// gives the charset. At most 4 MiB are read; without any text the article has none. Never fails.
Result<Article> read_text(std::string_view body, std::string_view content_type, const Url& url);

}  // namespace newsbus::extract
