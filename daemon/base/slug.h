#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus {

/// A name for machines made of a name for people: "Süddeutsche Zeitung: Köln" -> "suddeutsche-zeitung-koln". Other
/// scripts are written in Latin letters. Lower-case ASCII letters, digits and single hyphens between them, at most
/// `longest` bytes; "" when nothing is left.
std::string slug(std::string_view text, std::size_t longest = 60);

}  // namespace newsbus
