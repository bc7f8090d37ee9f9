#pragma once

#include <functional>

#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "bus/sink_name.h"
#include "delivery/sink.h"
#include "message/frames.h"

#include <zmq.hpp>

namespace newsbus::bus {

/// Publishes on an XPUB socket that has ZMQ_XPUB_NODROP set. When a subscriber's queue is full, sending waits for up to
/// `grace`; then the message is sent lossy: ZeroMQ skips every subscriber whose queue is full, until that one has read
/// half of its queue. All others receive everything.
class ZeroMqSink final : public delivery::Sink {
public:
    /// `keep_waiting` is asked every few milliseconds while sending waits; false ends the wait with Errc::cancelled,
    /// and the message is not sent.
    ZeroMqSink(zmq::socket_ref xpub, Duration grace, std::function<bool()> keep_waiting, Counters& counters);

    std::string_view name() const override { return sink_name; }
    delivery::Taken send(std::span<const OutboxEntry> batch) override;
    Result<void> publish(const message::Frames& message);

    void set_grace(Duration grace) { grace_ = grace; }

private:
    zmq::socket_ref xpub_;
    Duration grace_;
    std::function<bool()> keep_waiting_;
    Counter& waits_;
    Counter& lossy_;
};

}  // namespace newsbus::bus
