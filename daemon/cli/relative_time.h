#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace newsbus::cli {

/// "3m ago", "in 2h": a stored time (RFC 3339) relative to now, in its largest unit; "-" when there is none.
std::string relative(std::string_view stored, TimePoint now);

}  // namespace newsbus::cli
