#pragma once

namespace newsbus::zeromq {

/// What became of a message that was to be sent.
enum class Sending {
    sent,
    full,  ///< a queue is full: nothing was sent, try later
    gone,  ///< the peer is not connected any more
};

}  // namespace newsbus::zeromq
