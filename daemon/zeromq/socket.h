#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zmq.hpp>

namespace newsbus::zeromq {

/// What became of a message handed to ZeroMQ.
enum class Sending {
    sent,
    full,  ///< a queue is at its high-water mark: nothing was sent, try later
    gone,  ///< the peer is not connected any more
};

/// Sends one message, whole or not at all. `flags` is ZMQ_DONTWAIT or 0 (then the socket's ZMQ_SNDTIMEO holds).
Sending send(zmq::socket_ref socket, std::initializer_list<std::string_view> frames, int flags);

/// The same on a ROUTER with ZMQ_ROUTER_MANDATORY, to one peer by its routing id; never waits.
Sending send_to(zmq::socket_ref router, std::string_view peer, std::initializer_list<std::string_view> frames);

/// Takes one whole message without waiting; nothing when none is there.
std::optional<std::vector<std::string>> receive(zmq::socket_ref socket);

}  // namespace newsbus::zeromq
