#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus {

/// Text in the columns of a terminal: most characters take one, those of Chinese, Japanese, Korean and emoji take two,
/// marks that stand upon a character take none. `text` is UTF-8; what is ill-formed counts as U+FFFD.
std::size_t count_columns(std::string_view text);

/// At most `columns` columns of `text`. When something is cut the last column is "…". Never parts a character from its
/// marks.
std::string cut_to_columns(std::string_view text, std::size_t columns);

/// The end of `text` that fits into `columns` columns; when something is cut the first column is "…".
std::string cut_front_to_columns(std::string_view text, std::size_t columns);

/// `text` with blanks behind it, so that it takes `columns`. What is wider stays as it is.
std::string pad_to_columns(std::string_view text, std::size_t columns);

/// `text` in lines of at most `columns` columns, broken at blanks; a longer word is broken where it must be. Line feeds
/// in `text` begin a new line. At least one line; `columns` of 0 counts as 1.
std::vector<std::string> wrap_to_columns(std::string_view text, std::size_t columns);

/// Outside text fit for a terminal, on one line: what could move the cursor, change colours, break the line or turn the
/// direction of what stands beside it becomes a space; what is ill-formed becomes U+FFFD.
std::string printable(std::string_view text);

}  // namespace newsbus
