#pragma once

#include <atomic>
#include <cstddef>

#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "bus/sink_name.h"
#include "delivery/sink.h"
#include "message/frames.h"

#include <zmq.hpp>

namespace newsbus::bus {

/// What a sink may ask for while it waits for subscribers.
class Patience {
public:
    virtual ~Patience() = default;
    virtual Duration grace() const = 0;            ///< how long to wait each time
    virtual std::size_t queue_memory() const = 0;  ///< bytes that may be held for subscribers
    /// Asked every few milliseconds; false ends the wait.
    virtual bool keep_waiting() = 0;
    /// Ends a subscriber, so that what is held for it is given back.
    virtual void make_room() = 0;
};

/// Publishes on an XPUB socket that has ZMQ_XPUB_NODROP set. When a subscriber's queue is full, sending waits for up to
/// `grace`; then the message is sent lossy: ZeroMQ skips every subscriber whose queue is full, until that one has read
/// half of its queue. All others receive everything. When the queues of all hold too many bytes, it waits for as long
/// again; then those that are behind are ended, one by one, until there is room.
class ZeroMqSink final : public delivery::Sink {
public:
    /// `held` counts the bytes that ZeroMQ holds and outlives the socket's context.
    ZeroMqSink(zmq::socket_ref xpub, std::atomic<std::size_t>& held, Patience& patience, Counters& counters);

    std::string_view name() const override { return sink_name; }
    delivery::Taken send(std::span<const OutboxEntry> batch) override;

    /// Fails with Errc::cancelled when it was not to wait any longer; then the message is not sent.
    Result<void> publish(const message::Frames& message);

private:
    bool fits(const message::Frames& message) const;
    bool wait_for_room(const message::Frames& message);

    zmq::socket_ref xpub_;
    std::atomic<std::size_t>& held_;
    Patience& patience_;
    Counter& waits_;
    Counter& lossy_;
};

}  // namespace newsbus::bus
