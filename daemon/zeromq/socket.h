#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zeromq/sending.h"

#include <zmq.hpp>

namespace newsbus::zeromq {

/// Sends one message, as a whole or not at all. `flags` is ZMQ_DONTWAIT, or 0 to wait for as long as the socket's
/// ZMQ_SNDTIMEO says.
Sending send(zmq::socket_ref socket, std::initializer_list<std::string_view> frames, int flags);

/// Receives one whole message without waiting; nothing when there is none.
std::optional<std::vector<std::string>> receive(zmq::socket_ref socket);

}  // namespace newsbus::zeromq
