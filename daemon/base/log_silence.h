#pragma once

namespace newsbus::log {

/// Nothing is written from here on: for a program in which daemons live and die by the thousand.
void silence();

}  // namespace newsbus::log
