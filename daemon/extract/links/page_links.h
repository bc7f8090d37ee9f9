#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "extract/links/address.h"
#include "url/url.h"

namespace newsbus::extract {

/// One <a> of a page.
struct Anchor {
    pugi::xml_node node;
    std::string text;      ///< on one line; of a picture without a text its alt, else the label or title
    bool heading = false;  ///< stands in a heading, or holds one
    bool menu = false;     ///< stands in navigation, a footer, a share bar or the like
    std::size_t place =
        0;  ///< equal for anchors inside elements of the same names and classes, such as items of one list
};

/// A page that another one links to, with all its anchors.
struct PageLink {
    Url url;  ///< absolute, without fragment and tracking parameters
    LinkAddress address;
    std::vector<Anchor> anchors;  ///< in document order, never empty
};

/// The links of a page to other pages of its own site (registrable domain) that may be articles, in document order,
/// each once. At most 3,000, with 8 anchors each. Links resolve against `base`. Linear.
std::vector<PageLink> links_of(pugi::xml_node page, const Url& url, const Url& base);

/// The links of these <a> elements: all that are http(s) and do not lead to the page itself, on whatever site and
/// whatever they look like.
std::vector<PageLink> links_at(const std::vector<pugi::xml_node>& anchors, const Url& url, const Url& base);

}  // namespace newsbus::extract
