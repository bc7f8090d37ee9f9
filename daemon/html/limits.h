#pragma once

#include <cstddef>

namespace newsbus::html {

/// Limits on the cost of a document. The defaults are what the daemon uses.
struct Limits {
    std::size_t tag_bytes = 64 << 10;     ///< of one tag; further attributes are left out
    int depth = 400;                      ///< levels; deeper elements become children of the one at this level
    std::size_t nodes = 250'000;          ///< parsing stops there; what was read is kept
    std::size_t stray_work = 20'000'000;  ///< likewise: steps through the open elements in search of what a tag ends
};

}  // namespace newsbus::html
