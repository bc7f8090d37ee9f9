#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/limits.h"

namespace newsbus::html {

/// A page after the first pass: the markup that the tree is built from, and what was taken out of it.
struct Scanned {
    std::string markup;                ///< well-formed XML, except that it may have several roots and text beside them
    std::vector<std::string> json_ld;  ///< texts of <script type="application/ld+json">
    bool truncated = false;            ///< a limit stopped it
};

/// The first pass. Drops comments, the insides of script, style, svg and the like, event handlers, control characters
/// and attribute values that are too long. Decodes references. Makes the tags nest (nesting.h). Linear.
Scanned scan(std::string_view utf8, const Limits& limits);

}  // namespace newsbus::html
