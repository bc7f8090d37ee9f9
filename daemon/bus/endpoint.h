#pragma once

#include <string>

#include "base/result.h"

namespace newsbus::bus {

/// Is this an address the bus may open? "tcp://127.0.0.1:5556", "tcp://[::1]:5556" (any loopback address, however it is
/// written; the port may be * to let the system pick one) or "ipc:///run/newsbus/bus.sock". Everything else is
/// Errc::config naming the endpoint: without CURVE whoever reaches the port may read everything and ask for replays.
Result<void> check_endpoint(const std::string& endpoint);

/// Could a socket be bound there? Errc::config when the folder of an ipc endpoint is not there or may not be written
/// to, or something else than a socket stands at its path. What only binding shows (taken) is no matter of this.
Result<void> check_place(const std::string& endpoint);

/// The file of a good ipc endpoint; "" for tcp.
std::string socket_file(const std::string& endpoint);

}  // namespace newsbus::bus
