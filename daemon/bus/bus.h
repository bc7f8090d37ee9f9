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

/// The daemon's side of the bus, on a thread of its own: relays the log to subscribers, answers replay requests, sends
/// heartbeats. Owns the sockets for it.
class Bus : public delivery::Courier {
public:
    /// Binds the sockets and starts the thread. Only the bus thread uses `outbox`. `on_sent` is called on the bus
    /// thread after each batch that was sent. Fails naming the endpoint: with Errc::config when it is not acceptable
    /// (bus/endpoint.h), with Errc::network when it cannot be bound.
    static Result<std::unique_ptr<Bus>> start(const Options& options, std::unique_ptr<store::Outbox> outbox,
                                              delivery::Relay::OnSent on_sent, Counters& counters);

    /// Takes over options that need no new sockets (grace, heartbeat, memory of queues). False when others differ
    /// (endpoints, high-water mark): then the bus must be started anew.
    virtual bool apply(const Options& options) = 0;

    /// The endpoints as bound: with the port that the system picked where the configuration has "*".
    virtual const std::vector<std::string>& publish_endpoints() const = 0;
    virtual const std::string& replay_endpoint() const = 0;
};

}  // namespace newsbus::bus
