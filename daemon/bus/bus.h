#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "bus/options.h"
#include "bus/sink_name.h"
#include "delivery/courier.h"
#include "delivery/relay.h"
#include "store/store.h"

namespace newsbus::bus {

/// The bus thread: relays the log to the publishing socket, answers replays, sends heartbeats. Owns every ZeroMQ socket
/// of the daemon.
class Bus : public delivery::Courier {
public:
    /// Binds the sockets and starts the thread. `outbox` is used by the bus thread only. `on_sent` is called on the bus
    /// thread after a batch went out. Fails naming the endpoint: with Errc::config when it is not acceptable
    /// (bus/endpoint.h), with Errc::network when it cannot be bound.
    static Result<std::unique_ptr<Bus>> start(const Options& options, std::unique_ptr<store::Outbox> outbox,
                                              delivery::Relay::OnSent on_sent, Counters& counters);

    /// Takes over what can change without new sockets (grace, heartbeat); false when endpoints or marks differ and the
    /// bus must be started anew.
    virtual bool apply(const Options& options) = 0;

    /// The endpoints as bound: where the configuration has a *, these have the port that the system picked.
    virtual const std::vector<std::string>& publish_endpoints() const = 0;
    virtual const std::string& replay_endpoint() const = 0;
};

}  // namespace newsbus::bus
