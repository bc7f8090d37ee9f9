#pragma once

#include <string_view>

#include "base/result.h"
#include "extract/selectors/css.h"

namespace newsbus::extract {

/// Compiles a list of CSS selectors. Fails with Errc::config and "column N: why".
Result<Css> parse_css(std::string_view text);

}  // namespace newsbus::extract
