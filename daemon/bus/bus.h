#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "bus/options.h"
#include "store/store.h"

namespace newsbus::bus {

/// The bus thread: relays the outbox to the sinks, answers replays, sends heartbeats. Owns every ZeroMQ socket.
class Bus {
public:
    /// Binds the sockets and starts the thread. `outbox` is used by the bus thread only. `on_sent(sink, seq)` is called
    /// on the bus thread after a batch went out; it must not block. Fails naming the endpoint: with Errc::config when
    /// it is not acceptable (bus/endpoint.h), with Errc::network when it cannot be bound.
    static Result<std::unique_ptr<Bus>> start(const Options& options, std::unique_ptr<store::Outbox> outbox,
                                              std::function<void(std::string_view sink, Seq sent)> on_sent,
                                              Counters& counters);

    virtual ~Bus() = default;  ///< stops the thread without draining

    /// Something was committed: look at the outbox. Any thread, never blocks.
    virtual void wake() = 0;

    /// Sends what the outbox still holds, for at most `limit`, then stops the thread.
    virtual void drain(Duration limit) = 0;

    /// Takes over what can change without new sockets (grace, heartbeat); false when endpoints or marks differ and the
    /// bus must be started anew.
    virtual bool apply(const Options& options) = 0;

    /// The endpoints as bound: where the configuration has a *, these have the port that the system picked.
    virtual const std::vector<std::string>& publish_endpoints() const = 0;
    virtual const std::string& replay_endpoint() const = 0;

    /// A number that grows while the thread is alive; for the watchdog.
    virtual std::uint64_t ticks() const = 0;
};

}  // namespace newsbus::bus
