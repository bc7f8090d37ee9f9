#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "url/url.h"

namespace newsbus::extract {

/// The <meta>, <link> and <title> of a page.
struct Metadata {
    std::multimap<std::string, std::string, std::less<>> meta;  ///< lower-case name, property or itemprop -> plain text
    std::string canonical;                                      ///< link rel=canonical, as written
    std::string title;                                          ///< of the document
    std::string language;                                       ///< lang of <html>, as written
    std::string base;                                           ///< href of <base>
    std::string license;                                        ///< link rel=license

    /// The value of the first of these names that the page has; "" when it has none.
    std::string_view first(std::initializer_list<std::string_view> names) const;
    /// All values of that name in document order.
    std::vector<std::string_view> all(std::string_view name) const;
};

Metadata read_metadata(pugi::xml_node page);

/// What the page's links resolve against: its <base>, else its address.
Url base_of(const Metadata& metadata, const Url& url);

}  // namespace newsbus::extract
