#pragma once

#include <string_view>

namespace newsbus::text {

/// Does the end of the text say that it goes on elsewhere: "...", "Read more", "Weiterlesen"?
bool breaks_off(std::string_view text);

}  // namespace newsbus::text
