#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus {

/// A machine-readable name made of a readable one: "Süddeutsche Zeitung: Köln" -> "suddeutsche-zeitung-koln". Other
/// scripts are written in Latin letters. The result has lower-case ASCII letters, digits and single hyphens, at most
/// `longest` bytes; "" when nothing is left.
std::string slug(std::string_view text, std::size_t longest = 60);

}  // namespace newsbus
