#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// The address meant by a link that opens a reader or a player, as browsers and publishers write them:
/// "feed:https://host/x" is https://host/x, "feed://host/x" is http://host/x; the same for rss:, pcast:, podcast: and
/// their like. Any other text is returned trimmed and otherwise as it is.
std::string without_feed_scheme(std::string_view text);

/// Does the text begin with such a scheme, in any case?
bool has_feed_scheme(std::string_view text);

}  // namespace newsbus
