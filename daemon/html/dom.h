#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "html/limits.h"

namespace newsbus::html {

/// A parsed page: lower-case HTML element names; scripts, styles, svg and comments are gone.
struct Document {
    pugi::xml_document dom;
    std::vector<std::string> json_ld;  ///< the texts of <script type="application/ld+json">, entities as written
    bool truncated = false;            ///< a limit stopped the parser
};

/// Reads HTML in valid UTF-8, a whole page or a fragment, in two passes: the scan makes it regular, pugixml reads that
/// in place. Whatever the bytes are, there is a document: a limit shortens it. Linear in the size; no recursion over
/// depth.
Document parse(std::string_view utf8, const Limits& limits = {});

}  // namespace newsbus::html
