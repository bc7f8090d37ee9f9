#include "bus/subscribers.h"

#include "base/log.h"
#include "zeromq/socket.h"

#include <linux/sockios.h>
#include <malloc.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");

constexpr int subscriptions_a_turn = 256;
constexpr std::chrono::minutes quiet_time{1};  // between two lines about subscribers that were ended

/// Bytes of a connection that its peer has not taken from the system; of tcp, not acknowledged.
int waiting_bytes(int connection) {
    int bytes = 0;
    return ioctl(connection, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

}  // namespace

Subscribers::Subscribers(zmq::socket_ref xpub, zmq::socket_ref monitor, std::size_t most_connections,
                         Counters& counters)
    : xpub_(xpub),
      monitor_(monitor),
      connected_(counters.gauge("newsbus_subscribers", "Connections to the publishing endpoints")),
      ended_(counters.counter("newsbus_subscribers_ended_total",
                              "Subscribers that subscribed to too much, left too much untaken, or were too many")),
      most_connections_(most_connections) {}

void Subscribers::turn(SteadyTime now) {
    count(now);
    read_subscriptions(now);
}

void Subscribers::count(SteadyTime now) {
    while (auto event = zeromq::receive(monitor_)) {
        if (event->front().size() < 6) continue;
        std::uint16_t what = 0;
        std::int32_t descriptor = 0;
        std::memcpy(&what, event->front().data(), sizeof what);
        std::memcpy(&descriptor, event->front().data() + sizeof what, sizeof descriptor);
        subscriptions_.forget(descriptor);
        connections_.erase(descriptor);
        if (what == ZMQ_EVENT_ACCEPTED)
            welcome(descriptor, now);
        else if (std::exchange(ended_one_, false))
            malloc_trim(0);
        connected_.set(static_cast<std::int64_t>(connections_.size()));
    }
}

// Whoever comes when the house is full leaves again: those that are there stay served.
void Subscribers::welcome(int descriptor, SteadyTime now) {
    const auto connection = connections_.emplace(descriptor, Queue{0, now, now}).first;
    if (connections_.size() > most_connections_) end(connection, "too many subscribers", now);
}

/// XPUB hands us what subscribers asked for; ZeroMQ filters by it, we only count.
void Subscribers::read_subscriptions(SteadyTime now) {
    for (int i = 0; i < subscriptions_a_turn; ++i) {
        zmq::message_t change;
        if (!xpub_.recv(change, zmq::recv_flags::dontwait)) return;
        const int connection = zmq_msg_get(change.handle(), ZMQ_SRCFD);
        if (change.size() == 0 || !connections_.contains(connection)) continue;
        const std::string_view text = change.to_string_view();
        if (text[0] != '\0' && text[0] != '\1') continue;  // not of subscriptions: XSUB sockets may send anything
        const std::optional<int> greedy = subscriptions_.change(connection, text[0] == '\1', text.substr(1));
        if (auto found = greedy ? connections_.find(*greedy) : connections_.end(); found != connections_.end())
            end(found, "subscribes to too much", now);
    }
}

void Subscribers::look_at_queues(SteadyTime now) {
    for (auto& [descriptor, queue] : connections_) {
        const int bytes = waiting_bytes(descriptor);
        if (bytes != queue.bytes || bytes == 0) queue.moved = now;
        if (bytes == 0) queue.since = now;
        queue.bytes = bytes;
    }
}

void Subscribers::end_slowest(SteadyTime now, Duration grace) {
    count(now);  // a descriptor of one that left may be somebody else's by now
    look_at_queues(now);
    auto order = [&](const Connections::value_type& connection) {
        const Queue& queue = connection.second;
        return std::tuple(queue.bytes == 0, queue.moved > now - grace, queue.since);
    };
    auto slowest = std::ranges::min_element(connections_, {}, order);
    if (slowest != connections_.end() && slowest->second.bytes > 0) end(slowest, "does not take what it is sent", now);
}

void Subscribers::end(Connections::iterator connection, std::string_view why, SteadyTime now) {
    const auto [descriptor, queue] = *connection;
    shutdown(descriptor, SHUT_RDWR);
    const std::size_t topics = subscriptions_.forget(descriptor);
    connections_.erase(connection);
    ended_.add();
    ended_one_ = true;
    if (now < next_line_) {
        ++left_out_lines_;
        return;
    }
    next_line_ = now + quiet_time;
    logger.warn("subscriber ended", {{"why", why},
                                     {"bytes_of_topics", topics},
                                     {"bytes_in_socket", queue.bytes},
                                     {"left_out", std::exchange(left_out_lines_, 0)}});
}

}  // namespace newsbus::bus
