#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace newsbus::html {

/// The insides of the scripts of a page, as they stand in `utf8`: those of at least `shortest` bytes, without JSON-LD;
/// 200 at most.
std::vector<std::string_view> scripts_in(std::string_view utf8, std::size_t shortest);

}  // namespace newsbus::html
