#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "extract/plain/lines.h"
#include "url/url.h"

namespace newsbus::extract {

/// Which lines of a page are the article.
struct Layout {
    std::optional<std::size_t> headline;
    std::size_t begin = 0;  ///< first line of the text
    std::size_t end = 0;    ///< behind its last
};

/// Finds the stretch of lines that is mostly prose, and the headline above it. The words of the address help to find
/// the headline. Linear.
Layout layout_of(const std::vector<Line>& lines, const Url& url);

/// Extends the text by paragraphs right before and after it that have no full stop, as wire copy and leads have none,
/// and marks them as prose.
void take_in_unpunctuated_ends(std::vector<Line>& lines, Layout& layout);

}  // namespace newsbus::extract
