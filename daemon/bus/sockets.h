#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "bus/options.h"
#include "bus/replay_port.h"

#include <zmq.hpp>

namespace newsbus::bus {

/// The bus's open sockets; made on the starting thread, used on the bus thread only.
struct Sockets {
    std::atomic<std::size_t> held{0};  ///< bytes of messages that not all subscribers have taken
    std::size_t most_connections = 0;  ///< to `publish`
    zmq::context_t context;
    zmq::socket_t publish;                       ///< XPUB
    zmq::socket_t monitor;                       ///< PAIR: who connects to and leaves `publish`
    std::vector<std::string> publish_endpoints;  ///< as bound: the port stands where * was
    std::unique_ptr<ReplayPort> replay;

    Sockets() = default;
    Sockets(const Sockets&) = delete;
    ~Sockets();  ///< closes everything; what is queued and not sent within the linger time is dropped
};

/// Opens and binds. Fails with Errc::config for an endpoint that is not acceptable and Errc::network for one that
/// cannot be bound, naming it.
Result<std::unique_ptr<Sockets>> open_sockets(const Options& options);

}  // namespace newsbus::bus
