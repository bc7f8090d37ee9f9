#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "extract/facts/mark.h"
#include "extract/facts/titles.h"

namespace newsbus::extract {

/// What the visible markup says about headline, dates and authors; gathered in one walk, before the body is cut out of
/// the page.
struct Marks {
    std::vector<Heading> h1;
    std::vector<std::string> lesser;     ///< texts of h2 and h3, the first ones
    std::vector<std::string> headlines;  ///< itemprop=headline and property=schema:headline; teasers have them too
    std::vector<Mark> published, modified, times, authors;
    std::vector<Mark> dated;  ///< short texts that hold a year
};

Marks read_marks(pugi::xml_node page);

}  // namespace newsbus::extract
