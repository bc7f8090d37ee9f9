#pragma once

#include <string>

#include "extract/page/page.h"

namespace newsbus::extract::test {

/// Two paragraphs of an article.
inline const std::string prose =
    "<p>The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long "
    "dispute.</p>"
    "<p>Engineers told the meeting that the bearings under the northern span had worn to half of their thickness.</p>";

inline Article read(const std::string& html, const std::string& url = "https://news.example.org/story") {
    return read_page(html, "text/html; charset=utf-8", Url::parse(url).value()).value();
}

}  // namespace newsbus::extract::test
