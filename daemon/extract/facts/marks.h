#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "extract/facts/mark.h"
#include "extract/facts/titles.h"

namespace newsbus::extract {

/// Visible markup that names a date or an author, gathered in one walk before the page is cut up.
struct Marks {
    std::vector<Heading> h1;
    std::vector<std::string> lesser;     ///< the first of h2 and h3
    std::vector<std::string> headlines;  ///< itemprop=headline and property=schema:headline; teasers have them too
    std::vector<Mark> published, modified, times, authors;
    std::vector<Mark> dated;  ///< short texts that hold a year
};

Marks read_marks(pugi::xml_node page);

}  // namespace newsbus::extract
