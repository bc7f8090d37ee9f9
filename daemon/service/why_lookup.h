#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/history.h"

namespace newsbus::service {

/// The ids of the entries that `asked` names (why.h), at most ten. Looks for the keys that the daemon would look for; a
/// URL or guid that is none of them, such as the canonical URL that only the page told, is looked for in the newest
/// part of the log. Errc::usage when it is the beginning of several ids.
Result<std::vector<std::string>> look_up(store::History& history, std::string_view asked);

}  // namespace newsbus::service
