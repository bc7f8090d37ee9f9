#pragma once

#include <string_view>

namespace newsbus::feed {

/// Does HTML show nothing at all: neither a character nor a picture, but only elements around white space, as in
/// "<p>&nbsp;</p>"? Linear; ends at the first character that is seen.
bool shows_nothing(std::string_view html);

}  // namespace newsbus::feed
