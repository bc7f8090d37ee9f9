#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace newsbus::cli {

/// Fills in a file of examples/demo (explained in the README there): `@base@`, `@rfc822 MINUTES@`, `@iso MINUTES@`, and
/// blocks for some editions, `@from N` / `@until N` ... `@end`. Works on bytes in any encoding. Unknown marks stay as
/// they are.
std::string fill_template(std::string_view text, int edition, std::string_view base, TimePoint began);

}  // namespace newsbus::cli
