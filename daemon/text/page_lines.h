#pragma once

#include <string_view>

namespace newsbus::text {

/// Is this line of a page furniture: "Read more", "Share this", "Advertisement" in one of many languages?
bool is_furniture(std::string_view line);

/// Do its words alone show that the line is the page's and not the text's, by all that the table of phrases knows about
/// lines? Ask it of short lines at the ends of a text.
bool is_page_line(std::string_view line);

/// Does a paragraph of one or two lines speak of the site: its newsletter, channels, rights, shop? An article about
/// such things has several of these paragraphs, so one alone is no proof.
bool is_aside(std::string_view line);

}  // namespace newsbus::text
