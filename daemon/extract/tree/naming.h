#pragma once

#include <string_view>

#include <pugixml.hpp>

namespace newsbus::extract {

/// What an element's class, id, role and the like say about it.
struct Naming {
    bool junk = false;     ///< not part of an article: related, share, promo, ...
    bool strong = false;   ///< certainly so: comments, cookie consent, advertisement
    bool readers = false;  ///< what readers wrote
    bool part = false;     ///< junk by a word alone that some pages give to the parts of their text: widget
    bool body = false;     ///< the article's text: article-body, entry-content, itemprop=articleBody
    bool caption = false;  ///< belongs to a picture
};

Naming naming_of(pugi::xml_node element);

/// Is this line of a page furniture: "Read more", "Share this", "Advertisement" in one of many languages?
bool is_furniture(std::string_view line);

/// Would the line be cut out of a text by its words alone: by all that the table of phrases knows about lines? To be
/// asked of short lines at the ends of a text.
bool is_page_line(std::string_view line);

/// Does a paragraph of one or two lines speak of the site: its newsletter, channels, rights, shop? An article on such
/// things says so too; then several of its paragraphs do.
bool is_aside(std::string_view line);

}  // namespace newsbus::extract
