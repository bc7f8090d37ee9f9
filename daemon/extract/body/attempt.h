#pragma once

#include <cstdint>

#include <pugixml.hpp>

#include "extract/body/hints.h"
#include "extract/body/site_page.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

constexpr std::uint32_t least_prose = 100;  ///< less is no main text of a page

/// One reading of a page: where its main text stands, and what was dropped there.
struct Attempt {
    Outline outline;
    std::uint32_t container = 0;
    std::uint32_t weak_prose = 0;  ///< prose that Pruning::keep_weak would have left
    int recurring = 0;             ///< paragraphs of the site that were left out

    std::uint32_t mass() const { return outline.elements[container].mass; }
};

/// Reads the page as names of elements tell; where that finds little, in other ways too, and takes the one that finds
/// clearly more. `site`, if there is one, drops what recurs on it. Shows what stands in <noscript> when nothing else
/// does.
Attempt best_attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site);

}  // namespace newsbus::extract
