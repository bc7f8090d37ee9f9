#pragma once

#include <string>
#include <string_view>

namespace newsbus::feed {

/// Rewrites what is nearly JSON so that a strict parser takes it, value by value: raw line breaks and escapes that JSON
/// does not know in strings, halves of surrogate pairs (U+FFFD), quotes within a text, strings in single quotes, bare
/// names, comments, commas that are missing or too many, words like NaN (null) and numbers like `01` (strings). What
/// nests too deep becomes null. It never ends what is open: a text that was cut stays cut. Linear; at most some times
/// as long.
std::string repaired_json(std::string_view text);

/// As it is but for numbers, which become strings of the same characters: `1.50` and an integer of 30 digits are ids.
std::string with_quoted_numbers(std::string_view text);

}  // namespace newsbus::feed
