#include "bus/zeromq_sink.h"

#include "zeromq/socket.h"

#include <algorithm>

namespace newsbus::bus {
namespace {

constexpr Duration waiting_slice{50};  // between two looks at whether waiting still makes sense

zeromq::Sending try_send(zmq::socket_ref socket, const message::Frames& message, int flags) {
    return zeromq::send(socket, {message.topic, message.header, message.body}, flags);
}

}  // namespace

ZeroMqSink::ZeroMqSink(zmq::socket_ref xpub, Duration grace, std::function<bool()> keep_waiting, Counters& counters)
    : xpub_(xpub),
      grace_(grace),
      keep_waiting_(std::move(keep_waiting)),
      waits_(counters.counter("newsbus_bus_waits_total", "Messages that had to wait for a subscriber's full queue")),
      lossy_(counters.counter("newsbus_bus_lossy_sends_total",
                              "Messages sent while the queue of a subscriber stayed full for all of bus.grace")) {}

delivery::Taken ZeroMqSink::send(std::span<const OutboxEntry> batch) {
    delivery::Taken taken;
    for (const OutboxEntry& entry : batch) {
        if (auto sent = publish(message::frames(entry)); !sent) {
            taken.trouble = sent.error();
            break;
        }
        ++taken.count;
    }
    return taken;
}

Result<void> ZeroMqSink::publish(const message::Frames& message) {
    zeromq::Sending outcome = try_send(xpub_, message, ZMQ_DONTWAIT);
    if (outcome == zeromq::Sending::full) waits_.add();
    auto deadline = std::chrono::steady_clock::now() + grace_;
    while (outcome == zeromq::Sending::full) {
        if (!keep_waiting_()) return Error{Errc::cancelled, "stopped while a subscriber's queue was full"};
        auto left = std::chrono::ceil<Duration>(deadline - std::chrono::steady_clock::now());
        if (left > Duration::zero()) {
            // XPUB never reports itself writable or not; a send with a timeout wakes when a pipe drains.
            xpub_.set(zmq::sockopt::sndtimeo, static_cast<int>(std::min(left, waiting_slice).count()));
            outcome = try_send(xpub_, message, 0);
        } else {
            lossy_.add();
            xpub_.set(zmq::sockopt::xpub_nodrop, 0);
            outcome = try_send(xpub_, message, ZMQ_DONTWAIT);
            xpub_.set(zmq::sockopt::xpub_nodrop, 1);
            break;
        }
    }
    if (outcome != zeromq::Sending::sent)
        return Error{Errc::network, message.topic + ": the publishing socket refused it"};
    return {};
}

}  // namespace newsbus::bus
