#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus {

/// Is it UTF-8 throughout (RFC 3629: no surrogates, no overlong forms)?
bool is_valid_utf8(std::string_view text);

/// Number of Unicode code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// `text` with every ill-formed sequence replaced by U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

/// At most `bytes` bytes of `text`, cut between code points; "..." is added when something was cut. For log lines and
/// errors.
std::string shortened(std::string_view text, std::size_t bytes = 120);

}  // namespace newsbus
