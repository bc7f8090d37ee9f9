#pragma once

#include <string>
#include <string_view>

#include "base/url.h"

namespace newsbus {

/// A URL as error texts show it: without user and password, shortened to 300 bytes.
std::string shown(const Url& url);

/// Outside text as error texts show it: one line without control characters, shortened to `bytes`. Invalid UTF-8
/// becomes U+FFFD.
std::string one_line(std::string_view text, std::size_t bytes = 120);

}  // namespace newsbus
