#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "zeromq/sending.h"

namespace newsbus::bus {

/// The way to the peers that replay: a queue for each, bounded in bytes. Nothing here waits.
class ReplayPeers {
public:
    virtual ~ReplayPeers() = default;

    /// `sent` when the peer has taken so much of what it was sent that there is room for more.
    virtual zeromq::Sending room(const std::string& peer) = 0;

    /// Puts a message into the queue of a peer that has room; a message that is longer than the room passes the mark.
    virtual zeromq::Sending send(const std::string& peer, std::initializer_list<std::string_view> frames) = 0;

    /// The same whatever waits already: for the short answers that refuse a request. While they wait no request is
    /// read, so they cannot pile up.
    virtual zeromq::Sending insist(const std::string& peer, std::initializer_list<std::string_view> frames) = 0;

    /// Bytes that wait for all peers to take them.
    virtual std::size_t bytes() const = 0;

    /// Ends the connection to a peer.
    virtual void disconnect(const std::string& peer) = 0;

    /// Others need the memory: ends the connection to the peer that has taken nothing for longest, unless all took
    /// something a moment ago.
    virtual void relieve() = 0;
};

}  // namespace newsbus::bus
