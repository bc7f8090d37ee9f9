#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/counters.h"
#include "base/time.h"
#include "bus/subscriptions.h"

#include <zmq.hpp>

namespace newsbus::bus {

/// Who is connected to the publishing endpoints. Ends those that cost too much: what they subscribe to, what they do
/// not take, or that they are one too many. libzmq has no call for it; it notices, forgets the connection and tells us
/// by its monitor.
class Subscribers {
public:
    /// `xpub` has ZMQ_XPUB_VERBOSER set, `monitor` tells who comes and leaves.
    Subscribers(zmq::socket_ref xpub, zmq::socket_ref monitor, std::size_t most_connections, Counters& counters);

    /// Reads who came and left, and a part of what they subscribed to.
    void turn(SteadyTime now);

    /// Looks which connections have not taken all that was given to the system for them. Who has, has nothing in
    /// ZeroMQ's queue either.
    void look_at_queues(SteadyTime now);

    /// Ends one that is behind: first those that took nothing for longer than `grace`, then the one that has been
    /// behind for longest. Nobody may be.
    void end_slowest(SteadyTime now, Duration grace);

private:
    /// How far a connection is with what it was given.
    struct Queue {
        int bytes = 0;       ///< in the system's queue
        SteadyTime moved{};  ///< when that was last another number
        SteadyTime since{};  ///< when it was last 0
    };
    using Connections = std::map<int, Queue>;  // by descriptor

    void count(SteadyTime now);
    void read_subscriptions(SteadyTime now);
    void welcome(int descriptor, SteadyTime now);
    void end(Connections::iterator connection, std::string_view why, SteadyTime now);

    zmq::socket_ref xpub_, monitor_;
    Counter &connected_, &ended_;
    const std::size_t most_connections_;
    Connections connections_;
    Subscriptions subscriptions_;
    bool ended_one_ = false;           // whose memory is still to be given back
    SteadyTime next_line_{};           // the log may name an ended one again
    std::int64_t left_out_lines_ = 0;  // since it did
};

}  // namespace newsbus::bus
