#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <pugixml.hpp>

#include "url/url.h"

namespace newsbus::extract {

/// The measures that show whether a page is an index: its links to articles, and how much of its prose stands beside
/// them.
struct IndexSigns {
    std::size_t links = 0;          ///< to articles of the site
    std::size_t letters = 0;        ///< bytes of their texts
    std::uint32_t prose = 0;        ///< characters of prose on the page
    std::uint32_t in_cards = 0;     ///< of that, in cards (card.h)
    std::uint32_t in_one_card = 0;  ///< the most that stands in one of them
    bool teasers = false;           ///< the text found on it is a list of other articles
};

/// Can the address be that of a section or a tag? False is certain, true is not.
bool has_index_address(const Url& url);

/// Measures a page whose links resolve against `base`. Linear.
IndexSigns index_signs(pugi::xml_node page, const Url& url, const Url& base);

/// Is the page an index? Then the text found on it (`body`) is made of teasers.
bool is_index(const IndexSigns& signs, std::string_view body);

}  // namespace newsbus::extract
