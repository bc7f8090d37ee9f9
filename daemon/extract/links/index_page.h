#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <pugixml.hpp>

#include "url/url.h"

namespace newsbus::extract {

/// What shows that a page is an index: its links to articles, and how much of its prose stands beside them.
struct IndexSigns {
    std::size_t links = 0;          ///< to articles of the site
    std::size_t letters = 0;        ///< bytes of their texts
    std::uint32_t prose = 0;        ///< characters of prose on the page
    std::uint32_t in_cards = 0;     ///< of that, in cards (card.h)
    std::uint32_t in_one_card = 0;  ///< the most that stands in one of them
};

/// May the address be that of a section or a tag? Sure of no, never of yes.
bool has_index_address(const Url& url);

/// The signs of a page whose links resolve against `base`. Linear.
IndexSigns index_signs(pugi::xml_node page, const Url& url, const Url& base);

/// Whether a page with these signs is an index: the text found on it is one of teasers, not of its own.
bool is_index(const IndexSigns& signs, std::string_view body);

}  // namespace newsbus::extract
