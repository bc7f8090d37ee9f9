#include "bus/zeromq_sink.h"

#include "zeromq/socket.h"

#include <algorithm>
#include <thread>
#include <tuple>

namespace newsbus::bus {
namespace {

constexpr Duration waiting_slice{50};  // between two looks at whether waiting still makes sense
constexpr Duration room_slice{5};      // between two looks at what ZeroMQ still holds, which nothing announces

Error stopped() {
    return Error{Errc::cancelled, "stopped while a subscriber's queue was full"};
}

}  // namespace

ZeroMqSink::ZeroMqSink(zmq::socket_ref xpub, std::atomic<std::size_t>& held, Patience& patience, Counters& counters)
    : xpub_(xpub),
      held_(held),
      patience_(patience),
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

/// A message of any size fits when nothing else is held.
bool ZeroMqSink::fits(const message::Frames& message) const {
    const std::size_t held = held_;
    return held == 0 || held + message.header.size() + message.body.size() <= patience_.queue_memory();
}

/// False when it was not to wait any longer.
bool ZeroMqSink::wait_for_room(const message::Frames& message) {
    if (fits(message)) return true;
    waits_.add();
    const auto deadline = std::chrono::steady_clock::now() + patience_.grace();
    while (!fits(message)) {
        if (!patience_.keep_waiting()) return false;
        if (std::chrono::steady_clock::now() >= deadline) patience_.make_room();
        std::this_thread::sleep_for(room_slice);
        std::ignore = xpub_.get(zmq::sockopt::events);  // lets ZeroMQ notice, on this thread, who left
    }
    return true;
}

Result<void> ZeroMqSink::publish(const message::Frames& message) {
    if (!wait_for_room(message)) return stopped();
    auto try_send = [&](int flags) {
        return zeromq::send(xpub_, {message.topic, message.header, message.body}, flags, &held_);
    };
    zeromq::Sending outcome = try_send(ZMQ_DONTWAIT);
    if (outcome == zeromq::Sending::full) waits_.add();
    auto deadline = std::chrono::steady_clock::now() + patience_.grace();
    while (outcome == zeromq::Sending::full) {
        if (!patience_.keep_waiting()) return stopped();
        auto left = std::chrono::ceil<Duration>(deadline - std::chrono::steady_clock::now());
        if (left > Duration::zero()) {
            // XPUB never reports itself writable or not; a send with a timeout wakes when a pipe drains.
            xpub_.set(zmq::sockopt::sndtimeo, static_cast<int>(std::min(left, waiting_slice).count()));
            outcome = try_send(0);
        } else {
            lossy_.add();
            xpub_.set(zmq::sockopt::xpub_nodrop, 0);
            outcome = try_send(ZMQ_DONTWAIT);
            xpub_.set(zmq::sockopt::xpub_nodrop, 1);
            break;
        }
    }
    if (outcome != zeromq::Sending::sent)
        return Error{Errc::network, message.topic + ": the publishing socket refused it"};
    return {};
}

}  // namespace newsbus::bus
