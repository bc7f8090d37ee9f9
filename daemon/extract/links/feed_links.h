#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "url/url.h"

namespace newsbus::extract {

/// A feed that a page names.
struct FeedLink {
    std::string url;
    std::string title;
    bool announced = false;  ///< by a link element; else by an anchor whose address looks like a feed's
    bool operator==(const FeedLink&) const = default;
};

/// The feeds that an HTML page announces, at most 20, then those that it links to on its own site, at most 5. Each
/// once.
std::vector<FeedLink> feed_links(std::string_view body, std::string_view content_type, const Url& url);

}  // namespace newsbus::extract
