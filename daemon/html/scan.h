#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/limits.h"

namespace newsbus::html {

/// A page after the first pass: the markup that the tree is built from, and what was set aside.
struct Scanned {
    std::string markup;                ///< well-formed XML but that it may have several roots, and text beside them
    std::vector<std::string> json_ld;  ///< texts of <script type="application/ld+json">
    bool truncated = false;            ///< a limit stopped it
};

/// First pass, linear: drops comments, the insides of script, style, svg and the like, event handlers, control
/// characters and attribute values that are too long; decodes references; makes the tags nest.
Scanned scan(std::string_view utf8, const Limits& limits);

}  // namespace newsbus::html
