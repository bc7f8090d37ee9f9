#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace newsbus::extract {

/// An <h1> of a page.
struct Heading {
    std::string text;
    std::string bare;         ///< without the label above the headline and without what only screen readers read
    bool leads_home = false;  ///< all of it is a link to the front page: the name of the site
};

/// Reads the heading at `h1`; `text` is empty when nothing is visible there.
Heading heading_at(pugi::xml_node h1);

/// What a site is called.
struct Site {
    std::string_view name;  ///< as it says itself, "" = unknown
    std::string_view host;
};

/// "Headline | Site" -> "Headline": takes the name of the site, or a short label, off the end or the beginning of a
/// document's title. A title that is also a heading of the page stays whole.
std::string without_site(std::string_view title, const Site& site, const std::vector<Heading>& headings);

}  // namespace newsbus::extract
