#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "extract/plain/lines.h"
#include "url/url.h"

namespace newsbus::extract {

/// Where the article stands among the lines of a page.
struct Layout {
    std::optional<std::size_t> headline;
    std::size_t begin = 0;  ///< first line of the text
    std::size_t end = 0;    ///< behind its last
};

/// Finds the stretch of lines that is mostly prose and the headline above it. The address of the page often has the
/// words of the headline. Linear.
Layout layout_of(const std::vector<Line>& lines, const Url& url);

/// Takes in the paragraphs right before and behind the text that have no full stop, as wire copy and leads have none,
/// and makes them prose.
void take_in_unpunctuated_ends(std::vector<Line>& lines, Layout& layout);

}  // namespace newsbus::extract
