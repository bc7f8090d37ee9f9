#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus::feed {

/// What a repair gives.
struct RepairedJson {
    std::string text;
    std::size_t lost = 0;  ///< items that were left out
};

/// Rewrites what is nearly JSON so that a strict parser takes it, value by value: raw line breaks and escapes that JSON
/// does not know in strings, halves of surrogate pairs (U+FFFD), quotes within a text, strings in single quotes, bare
/// names, comments, commas that are missing or too many, words like NaN (null) and numbers like `01` (strings). What
/// nests too deep becomes null. An item whose strings cannot be told from what is around them is left out, never made
/// one with its neighbour; the next begins where an object of the list begins as the others do. It never ends what is
/// open: a text that was cut stays cut. Linear; at most some times as long.
RepairedJson repaired_json(std::string_view text);

/// As it is but for numbers, which become strings of the same characters: `1.50` and an integer of 30 digits are ids.
std::string with_quoted_numbers(std::string_view text);

}  // namespace newsbus::feed
