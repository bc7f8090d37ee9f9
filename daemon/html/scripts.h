#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace newsbus::html {

/// The insides of a page's scripts of at least `shortest` bytes, JSON-LD apart, as they stand in `utf8`; 200 at most.
std::vector<std::string_view> scripts_in(std::string_view utf8, std::size_t shortest);

}  // namespace newsbus::html
