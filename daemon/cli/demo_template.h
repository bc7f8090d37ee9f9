#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace newsbus::cli {

/// Fills a file of examples/demo (see the README there): `@base@`, `@rfc822 MINUTES@`, `@iso MINUTES@`, and the blocks
/// `@from N` / `@until N` ... `@end` by edition. Works on bytes, whatever their encoding. Marks it does not know stay
/// as they are.
std::string fill_template(std::string_view text, int edition, std::string_view base, TimePoint began);

}  // namespace newsbus::cli
