#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus {

/// Is every byte below 0x80?
bool is_ascii(std::string_view text);

/// Is it UTF-8 throughout (RFC 3629: no surrogates, no overlong forms)?
bool is_valid_utf8(std::string_view text);

/// What look_at_utf8() finds out in one pass.
struct Utf8Look {
    bool is_valid = true;  ///< as is_valid_utf8
    bool has_controls =
        false;  ///< valid text only: has characters below U+0020 other than tab, line feed, carriage return
};

Utf8Look look_at_utf8(std::string_view text);

/// How much of a text is UTF-8.
struct Utf8Census {
    std::size_t good = 0;  ///< well-formed sequences that are not ASCII
    std::size_t bad = 0;   ///< ill-formed ones
};

Utf8Census utf8_census(std::string_view text);

/// Number of Unicode code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// `text` with every ill-formed sequence replaced by U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

/// The beginning of `text`, at most `bytes` bytes and no part of a character at its end.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

/// At most `bytes` bytes of `text`, cut between code points, with "..." added when something was cut. Line breaks and
/// characters that act on a terminal become blanks. For log lines and errors.
std::string shortened(std::string_view text, std::size_t bytes = 120);

}  // namespace newsbus
