#pragma once

#include <cstdint>

#include <pugixml.hpp>

#include "extract/body/hints.h"
#include "extract/body/site_page.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

constexpr std::uint32_t least_prose = 100;  ///< characters; less prose is no main text of a page

/// One reading of a page: the element that holds its main text, and what was dropped.
struct Attempt {
    Outline outline;
    std::uint32_t container = 0;
    std::uint32_t weak_prose = 0;  ///< prose that was dropped and that Pruning::keep_weak would keep
    int recurring = 0;             ///< paragraphs left out because they recur on the site
    Outline whole = {};            ///< the same page, before anything was dropped

    std::uint32_t mass() const { return outline.elements[container].mass; }
};

/// Finds the main text, first by the names of elements (class, id, role). Where that finds little it reads the page in
/// other ways too, and takes the reading that finds clearly more. `site`, if there is one, drops what recurs on the
/// site. The content of <noscript> is shown only when it has more than all else, and a hidden page when there is
/// nothing else.
Attempt best_attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site);

}  // namespace newsbus::extract
