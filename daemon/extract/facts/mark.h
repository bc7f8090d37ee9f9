#pragma once

#include <string>

namespace newsbus::extract {

/// A piece of visible markup that names a date or an author.
struct Mark {
    std::string value = {};   ///< datetime, content or title attribute, else the text
    std::string origin = {};  ///< "time", "itemprop=datePublished", "class"
    bool after_h1 = false;    ///< or after another heading that the title of the document repeats
    bool aside = false;       ///< in a box of its own: the head or the foot of the page, other articles
    std::string url = {};     ///< of a link around or in it
    bool joined = false;      ///< belongs to the mark before: the next name of one list
    bool quoted = false;      ///< a link amid a paragraph of the text
};

}  // namespace newsbus::extract
