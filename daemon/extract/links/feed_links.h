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
    bool announced = false;  ///< by a link element; else by an anchor whose address or text looks like a feed's
    bool likely = true;      ///< false: JSON of which kind nobody says
    bool operator==(const FeedLink&) const = default;
};

/// Is it a media type of feeds, in any case, parameters left aside?
bool is_feed_type(std::string_view type);

/// Is it "application/json", which JSON Feed 1.0 asked for and other documents have too?
bool is_json_type(std::string_view type);

/// The feeds that an HTML page announces, at most 20, then those that it links to on its own site, at most 5. Each
/// once. When none is announced by a type of feeds, plain JSON counts, and anchors whose text says "RSS" or its like.
std::vector<FeedLink> feed_links(std::string_view body, std::string_view content_type, const Url& url);

}  // namespace newsbus::extract
