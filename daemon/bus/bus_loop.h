#pragma once

#include <atomic>

#include "base/counters.h"
#include "base/time.h"
#include "bus/options.h"
#include "bus/publisher.h"
#include "bus/replay.h"
#include "bus/replay_port.h"
#include "delivery/relay.h"
#include "store/store.h"

namespace newsbus::bus {

/// How other threads control the loop. `wake_fd` is an eventfd that the loop sleeps on: write to it to wake the loop.
struct LoopControls {
    int wake_fd = -1;
    std::atomic<bool> stop{false};             ///< end as soon as possible
    std::atomic<bool> drain{false};            ///< end when everything is sent and taken, or at `drain_until`
    std::atomic<std::int64_t> drain_until{0};  ///< steady clock, in milliseconds
    std::atomic<std::int64_t> grace{0};        ///< milliseconds
    std::atomic<std::int64_t> heartbeat{0};    ///< milliseconds
    std::atomic<std::size_t> queue_memory{0};  ///< bytes
    std::atomic<std::size_t> high_water_mark{1};
    std::atomic<std::uint64_t> ticks{0};  ///< grows while the loop turns
};

/// The body of the bus thread. Each turn: relay a batch of the log, serve a slice of a replay, send a heartbeat when it
/// is time, then sleep until something happens.
class BusLoop {
public:
    BusLoop(Publisher& publisher, ReplayPort& port, store::Outbox& outbox, delivery::Relay::OnSent on_sent,
            LoopControls& controls, Counters& counters);

    /// Returns when the controls say `stop` or `drain`.
    void run();

private:
    bool keep_going();
    void beat(SteadyTime now);
    void relay(SteadyTime now);
    void serve_peers(SteadyTime now);
    void give_memory_back();
    void sleep(SteadyTime now, bool busy);
    bool is_done() const;
    SteadyTime next_look(SteadyTime now) const;

    Publisher& publisher_;
    ReplayPort& port_;
    store::Outbox& outbox_;
    LoopControls& controls_;
    delivery::Relay relay_;
    Replay replay_;
    Counter &heartbeats_, &replay_connections_, &replay_bytes_;
    SteadyTime next_beat_{};
    bool look_ = true;  // there may be something to relay
    bool outbox_failing_ = false;
    std::size_t most_bytes_ = 0;  // held for peers since memory was last given back
};

}  // namespace newsbus::bus
