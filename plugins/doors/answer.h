#pragma once

#include <string_view>

#include "article/article.h"
#include "base/result.h"

namespace newsbus::plugins {

/// What the answer of a program makes of `article`: a JSON merge patch (RFC 7396), held to what messages promise. New
/// addresses must be absolute and of http or https, without a user; a new language must have the form of a BCP 47 tag;
/// a new articleBodyHtml is sanitized (html/sanitize.h). Fails with Errc::plugin when it is no such patch, or leaves
/// nothing that could be told or read.
Result<Article> answered(const Article& article, std::string_view patch);

}  // namespace newsbus::plugins
