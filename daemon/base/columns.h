#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus {

/// How many columns of a terminal `text` takes. Most characters take one; those of Chinese, Japanese, Korean and emoji
/// take two; combining marks take none. `text` is UTF-8; each ill-formed sequence counts as U+FFFD.
std::size_t count_columns(std::string_view text);

/// The beginning of `text` that fits into `columns` columns. When something is cut the last column is "…". A character
/// and its marks stay together.
std::string cut_to_columns(std::string_view text, std::size_t columns);

/// The end of `text` that fits into `columns` columns; when something is cut the first column is "…".
std::string cut_front_to_columns(std::string_view text, std::size_t columns);

/// `text` with blanks added at its end, so that it takes `columns`. Wider text stays as it is.
std::string pad_to_columns(std::string_view text, std::size_t columns);

/// `text` in lines of at most `columns` columns, broken at blanks; a longer word is broken where it must be. Line feeds
/// in `text` begin a new line. At least one line; `columns` of 0 counts as 1.
std::vector<std::string> wrap_to_columns(std::string_view text, std::size_t columns);

/// Outside text made safe for a terminal, on one line. Whatever could move the cursor, change colours, break the line
/// or turn the direction of writing becomes a space; ill-formed UTF-8 becomes U+FFFD.
std::string printable(std::string_view text);

}  // namespace newsbus
