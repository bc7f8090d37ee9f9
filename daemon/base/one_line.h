#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus {

/// Outside text as error texts show it: one line without control characters, shortened to `bytes`. Invalid UTF-8
/// becomes U+FFFD.
std::string one_line(std::string_view text, std::size_t bytes = 120);

}  // namespace newsbus
