#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// The address meant by a "feed" link, as browsers and readers write them: "feed:https://host/x" is https://host/x,
/// "feed://host/x" is http://host/x. Any other text is returned trimmed and otherwise as it is.
std::string without_feed_scheme(std::string_view text);

/// Does the text begin with "feed:", in any case?
bool has_feed_scheme(std::string_view text);

}  // namespace newsbus
