#pragma once

#include <string_view>
#include <unordered_map>

#include <pugixml.hpp>

namespace newsbus::extract {

/// What an element's class, id, role and the like say about it.
struct Naming {
    bool junk = false;     ///< not part of an article: related, share, promo, ...
    bool strong = false;   ///< certainly so: comments, cookie consent, advertisement
    bool readers = false;  ///< what readers wrote
    bool weak = false;     ///< junk only by a word that some pages also give to pieces of their text: widget
    bool body = false;     ///< the article's text: article-body, entry-content, itemprop=articleBody
    bool caption = false;  ///< belongs to a picture
};

Naming naming_of(pugi::xml_node element);

/// The same for many elements of a page, which say the same names again and again. It keeps views of their attributes.
class Namings {
public:
    Naming of(pugi::xml_node element);

private:
    std::unordered_map<std::string_view, unsigned> meanings_;
};

}  // namespace newsbus::extract
