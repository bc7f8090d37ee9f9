#pragma once

#include <atomic>
#include <cstddef>
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

/// Sends one message, as a whole or not at all. `flags` is ZMQ_DONTWAIT, or 0 to wait for as long as the socket's
/// ZMQ_SNDTIMEO says. `held`, if any, grows by the bytes of the frames of 256 bytes and more, and shrinks on ZeroMQ's
/// own thread when all peers took them or left; it must outlive the socket's context.
Sending send(zmq::socket_ref socket, std::initializer_list<std::string_view> frames, int flags,
             std::atomic<std::size_t>* held = nullptr);

/// Sends one message to the peer with that routing id, on a ROUTER with ZMQ_ROUTER_MANDATORY. Never waits.
Sending send_to(zmq::socket_ref router, std::string_view peer, std::initializer_list<std::string_view> frames);

/// Receives one whole message without waiting; nothing when there is none.
std::optional<std::vector<std::string>> receive(zmq::socket_ref socket);

}  // namespace newsbus::zeromq
