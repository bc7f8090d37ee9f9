#pragma once

namespace newsbus::feed {

/// What of a feed is read.
struct ReadOptions {
    bool bodies = true;  ///< false: no description, body and body_html, whose HTML is most of the work
};

}  // namespace newsbus::feed
