#pragma once

#include <string>

#include "base/result.h"

namespace newsbus::bus {

/// Is this an address the bus may open? "tcp://127.0.0.1:5556", "tcp://[::1]:5556" (any loopback address; the port may
/// be * to let the system pick one) or "ipc:///run/newsbus/bus.sock". Everything else is Errc::config naming the
/// endpoint: without CURVE whoever reaches the port may read everything and ask for replays.
Result<void> check_endpoint(const std::string& endpoint);

}  // namespace newsbus::bus
