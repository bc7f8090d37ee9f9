#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "extract/facts/mark.h"
#include "extract/facts/titles.h"

namespace newsbus::extract {

/// What the visible markup says about headline, dates and authors; gathered in one walk, before the body is cut out of
/// the page.
struct Marks {
    std::vector<Heading> h1;
    std::string site;                    ///< a lesser heading that leads home and stands in the title: the site's name
    std::vector<std::string> lesser;     ///< texts of h2, h3 and elements named titles, the first ones
    std::vector<std::string> headlines;  ///< itemprop=headline and property=schema:headline; teasers have them too
    std::vector<Mark> published, modified, times, authors;
    std::vector<Mark> dated;  ///< short texts that hold a year
    std::string correction;   ///< a note that corrects the article; "" = none
    bool live_posts = false;  ///< the posts of a live blog, as markup names them
};

/// `title` is the document's: a lesser heading that it begins or ends with is taken for the headline where no h1 came.
Marks read_marks(pugi::xml_node page, std::string_view title);

}  // namespace newsbus::extract
