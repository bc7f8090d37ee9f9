#pragma once

#include "config/config.h"

namespace newsbus::service {

/// Checks the folders that the daemon writes to: the state, the sockets of the bus, the control socket. Faults are
/// added to the problems, at the key concerned.
void look_at_machine(config::Loaded& loaded);

}  // namespace newsbus::service
