#pragma once

#include <cstddef>
#include <limits>

namespace newsbus::feed {

/// What of a feed is read, and how.
struct ReadOptions {
    bool bodies = true;  ///< false: no description, body and body_html, whose HTML is most of the work

    /// From so many entries on, articles are not made but left to Harvest::unmade.
    std::size_t unmade_from = std::numeric_limits<std::size_t>::max();
};

}  // namespace newsbus::feed
