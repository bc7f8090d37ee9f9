#pragma once

#include <cstddef>

namespace newsbus::html {

/// What a document may cost. The defaults are the daemon's.
struct Limits {
    std::size_t tag_bytes = 64 << 10;     ///< attributes beyond are left out
    int depth = 400;                      ///< deeper elements become children of the one at this level
    std::size_t nodes = 400'000;          ///< parsing stops there, what stands is kept
    std::size_t stray_work = 20'000'000;  ///< likewise: open elements looked at for the partners of tags
};

}  // namespace newsbus::html
