#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/history.h"

namespace newsbus::service {

/// The ids of the entries that `asked` names (why.h), at most ten. Looks for the keys of the identity ladder; then, for
/// a URL or guid that is none of them (such as a canonical URL that only the page has), in the newest messages of the
/// log. Errc::usage when `asked` is the beginning of several ids.
Result<std::vector<std::string>> look_up(store::History& history, std::string_view asked);

}  // namespace newsbus::service
