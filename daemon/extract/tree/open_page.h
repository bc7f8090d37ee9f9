#pragma once

#include <string_view>

#include "base/result.h"
#include "html/dom.h"
#include "url/url.h"

namespace newsbus::extract {

/// The tree of a web page. `body` bytes in any charset, `content_type` as the server sent it; `url` names the page in
/// the error, Errc::syntax, for what is no text (a PDF, an image, an archive).
Result<html::Document> open_page(std::string_view body, std::string_view content_type, const Url& url);

}  // namespace newsbus::extract
