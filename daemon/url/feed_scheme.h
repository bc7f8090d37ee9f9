#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// The address behind a "feed" link, as browsers and readers write them: "feed:https://host/x" is https://host/x,
/// "feed://host/x" is http://host/x. Any other text comes back as it is, blanks at its ends cut.
std::string without_feed_scheme(std::string_view text);

/// Does the text begin with "feed:", in any case?
bool has_feed_scheme(std::string_view text);

}  // namespace newsbus
