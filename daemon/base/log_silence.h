#pragma once

namespace newsbus::log {

/// From here on nothing is logged. For test programs in which daemons start and stop by the thousand.
void silence();

}  // namespace newsbus::log
