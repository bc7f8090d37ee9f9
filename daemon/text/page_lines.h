#pragma once

#include <string_view>

namespace newsbus::text {

/// Is this line of a page furniture: "Read more", "Share this", "Advertisement" in one of many languages?
bool is_furniture(std::string_view line);

/// Would the line be cut out of a text by its words alone: by all that the table of phrases knows about lines? To be
/// asked of short lines at the ends of a text.
bool is_page_line(std::string_view line);

/// Does a paragraph of one or two lines speak of the site: its newsletter, channels, rights, shop? An article on such
/// things says so too; then several of its paragraphs do.
bool is_aside(std::string_view line);

}  // namespace newsbus::text
