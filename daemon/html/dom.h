#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace newsbus::html {

/// What a document may cost. The defaults are the daemon's.
struct Limits {
    std::size_t tag_bytes = 64 << 10;     ///< attributes beyond are left out
    int depth = 400;                      ///< deeper elements become children of the one at this level
    std::size_t nodes = 400'000;          ///< parsing stops there, what stands is kept
    std::size_t stray_work = 20'000'000;  ///< likewise: open elements looked at for the partners of tags
};

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
