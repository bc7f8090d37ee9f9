#pragma once

#include <string_view>

#include <pugixml.hpp>

namespace newsbus::extract {

/// The attributes of an element that say what it is, found in one pass. "" = absent.
struct Attributes {
    std::string_view id, names, itemprop, property, rel, role, href, style, align;  ///< `names`: the class

    explicit Attributes(pugi::xml_node node);
};

}  // namespace newsbus::extract
