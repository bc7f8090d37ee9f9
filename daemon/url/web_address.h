#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "url/url.h"

namespace newsbus {

/// The http or https address that a document writes as `text`, absolute. The one door through which addresses come in
/// from outside: readers hand out nothing that has not passed here. Nothing for what runs or reaches elsewhere
/// (javascript:, data:, file:, mailto: ...), for what says nothing (blank, invisible, a "#" alone), and for what is no
/// address. What nobody sees at its ends is cut, and so are user and password. An empty `base` resolves nothing.
std::optional<Url> web_address(std::string_view text, const Url& base);

/// The same as a text; "" for nothing.
std::string web_address_text(std::string_view text, const Url& base);

}  // namespace newsbus
