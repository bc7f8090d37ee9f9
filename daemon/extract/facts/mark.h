#pragma once

#include <string>

namespace newsbus::extract {

/// A piece of visible markup that names a date or an author.
struct Mark {
    std::string value;   ///< datetime, content or title attribute, else the text
    std::string origin;  ///< "time", "itemprop=datePublished", "class"
    bool after_h1 = false;
    std::string url;      ///< of a link around or in it
    bool joined = false;  ///< belongs to the mark before: the next name of one list
};

}  // namespace newsbus::extract
