#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "html/limits.h"

namespace newsbus::html {

/// A parsed page. Names of HTML elements are in lower case. Scripts, styles, svg and comments are left out.
struct Document {
    std::unique_ptr<std::string> markup;  ///< what `dom` was read from, and points into
    pugi::xml_document dom;
    std::vector<std::string> json_ld;  ///< the texts of <script type="application/ld+json">, entities as written
    bool truncated = false;            ///< a limit stopped the parser
};

/// Reads HTML in valid UTF-8, a whole page or a fragment. The scan (scan.h) makes it well-formed, then pugixml reads
/// that in place. Any bytes give a document; one that exceeds a limit is cut short. Linear in the size; no recursion
/// over depth.
Document parse(std::string_view utf8, const Limits& limits = {});

}  // namespace newsbus::html
