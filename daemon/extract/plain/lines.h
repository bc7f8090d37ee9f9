#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// A line of a page that was saved as plain text, and what it looks like.
struct Line {
    enum class Kind {
        prose,      ///< a paragraph of running text
        sentence,   ///< a short one
        title,      ///< no sentence: a headline, a link, a sub-heading
        caption,    ///< names a photographer or a photo agency at its end
        signature,  ///< ends with an agency in brackets: a caption, or the last paragraph of a report
        byline,     ///< "By Somebody"
        date,       ///< a date and little else
        agency,     ///< a wire agency's name and nothing else
        credit,     ///< "Source: ..."
        furniture,  ///< "Read more", "Share", ...
    };
    std::string text;  ///< white space collapsed, bullet off
    Kind kind = Kind::title;
    bool indented = false;     ///< list entries, inserted links
    int times = 1;             ///< how often the page has this line
    std::uint32_t weight = 0;  ///< weight_of() the text (tree/outline.h)
};

/// Cuts the text into lines, joins lines that were wrapped at a fixed width, and finds out their kinds. Linear. Reads
/// at most 50,000 lines.
std::vector<Line> lines_of(std::string_view text);

}  // namespace newsbus::extract
