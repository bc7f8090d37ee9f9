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

/// Publishes on an XPUB socket that has ZMQ_XPUB_NODROP set. A full pipe holds the publisher for up to `grace`, each
/// time; then the message goes out lossy: ZeroMQ takes every pipe that is full at that moment out until its subscriber
/// has read half of its mark, and the others receive everything.
class ZeroMqSink final : public delivery::Sink {
public:
    /// `keep_waiting` is asked every few milliseconds of waiting; false ends it with Errc::cancelled, unsent.
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
