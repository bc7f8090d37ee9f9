#pragma once

#include <string>

#include "base/result.h"

namespace newsbus::bus {

/// Is this an endpoint that the bus may open? It may be "tcp://127.0.0.1:5556" or "tcp://[::1]:5556" (a loopback
/// address in any spelling; the port may be "*" to let the system pick one), or "ipc:///run/newsbus/bus.sock". Others
/// fail with Errc::config naming the endpoint: without CURVE, whoever reaches the port could read everything and ask
/// for replays.
Result<void> check_endpoint(const std::string& endpoint);

/// Could a socket be bound there? Errc::config when the folder of an ipc endpoint is missing or not writable, or
/// something other than a socket stands at its path. Whether the endpoint is in use shows only when it is bound.
Result<void> check_place(const std::string& endpoint);

/// The path of an acceptable ipc endpoint; "" for tcp.
std::string socket_file(const std::string& endpoint);

}  // namespace newsbus::bus
