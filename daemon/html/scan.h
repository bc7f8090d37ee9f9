#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"

namespace newsbus::html {

/// Begins the names that the scan gives to html, head and body; no name from a page has a dot.
constexpr std::string_view frame_mark = "x.";

/// A page after the first pass: the markup that the tree is built from, and what was set aside.
struct Scanned {
    std::string markup;  ///< regular: lower-case tags, quoted values, four references; frame tags as <x.html></x.html>
    std::vector<std::string> json_ld;  ///< texts of <script type="application/ld+json">
};

/// First pass, linear: drops comments, the insides of script, style, svg and the like, event handlers, control
/// characters and attribute values that are too long; decodes references.
Scanned scan(std::string_view utf8, const Limits& limits);

}  // namespace newsbus::html
