#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// Adds the directives of a robots tag ("NOINDEX, max-snippet:50"), or of another signal that says what may be done
/// with a page, to Article::robots: in lower case, each once, with ", " between them, in the order in which they come.
/// At most 40; what is not printable ASCII, or longer than 100 bytes, is left out.
void add_robots_words(std::string& robots, std::string_view directives);

}  // namespace newsbus
