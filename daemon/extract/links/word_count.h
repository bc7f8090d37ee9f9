#pragma once

#include <cstddef>
#include <string_view>

namespace newsbus::extract {

/// About how many words a text has; of scripts that write none apart (Han, kana, Thai, Khmer, ...) as many as a
/// translation would have. Linear.
std::size_t about_words(std::string_view text);

}  // namespace newsbus::extract
