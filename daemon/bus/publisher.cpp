#include "bus/publisher.h"

#include "base/log.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");

constexpr std::size_t batch = 4 << 20;         // bytes: the room that is waited for, so that it is not won by drops
constexpr std::chrono::minutes quiet_time{1};  // between two lines of the log about subscribers

constexpr ConnectionKind subscribers{zeromq::publisher, 128 << 10, std::numeric_limits<std::size_t>::max(),
                                     std::nullopt};

}  // namespace

Publisher::Publisher(std::unique_ptr<Port> port, Counters& counters)
    : port_(std::move(port)),
      connected_(counters.gauge("newsbus_subscribers", "Connections to the publishing endpoints")),
      ended_(counters.counter("newsbus_subscribers_ended_total",
                              "Subscribers that subscribed to too much, left too much untaken, or were too many")),
      waits_(counters.counter("newsbus_bus_waits_total", "Messages that had to wait for a subscriber's full queue")),
      lossy_(counters.counter("newsbus_bus_lossy_sends_total",
                              "Messages that a subscriber missed because its queue stayed full for all of bus.grace")),
      queue_bytes_(counters.gauge("newsbus_bus_queue_bytes", "Bytes kept for subscribers that have not taken them")) {}

Result<std::unique_ptr<Publisher>> Publisher::open(const std::vector<std::string>& endpoints, Counters& counters) {
    auto port = Port::open(endpoints, subscribers);
    if (!port) return port.error();
    return std::unique_ptr<Publisher>(new Publisher(std::move(*port), counters));
}

void Publisher::turn(SteadyTime now, const Patience& patience) {
    patience_ = patience;
    const auto refuse = [this] {
        // Whoever comes when the house is full leaves again: those that are there stay served.
        tell_end("too many subscribers", 0, 0);
        return std::nullopt;
    };
    const auto forget = [this](const Connection& peer) {
        subscriptions_.forget(peer.id());
        full_.erase(peer.id());
    };
    port_->turn(now, {[this](const Connection& peer, auto frames) { take(peer, frames); }, forget, refuse});
    look_at_queues();
    look_at_memory();
    ready_ = !memory_full_ && std::ranges::all_of(full_, [](const auto& one) { return one.second.misses; });
    connected_.set(static_cast<std::int64_t>(port_->connections().size()));
    queue_bytes_.set(static_cast<std::int64_t>(bytes()));
}

/// What is no subscription is for nobody: XSUB sockets may send anything.
void Publisher::take(const Connection& peer, std::span<const std::string> frames) {
    const std::string_view change = frames.front();
    if (frames.size() > 1 || change.empty() || (change[0] != '\0' && change[0] != '\1')) return;
    const auto greedy = subscriptions_.change(peer.id(), change[0] == '\1', change.substr(1));
    if (const Connection* found = greedy ? port_->find(*greedy) : nullptr) end(*found, "subscribes to too much");
}

/// Until when a subscriber is waited for that has kept others waiting since then.
SteadyTime Publisher::deadline(const Connection& peer, SteadyTime since) const {
    return std::min(peer.moved(), since) + patience_.grace;
}

void Publisher::look_at_queues() {
    for (auto place = full_.begin(); place != full_.end();) {
        auto& [id, full] = *place;
        const Connection* peer = port_->find(id);
        if (!peer || peer->queued() <= patience_.high_water_mark / 2) {
            place = full_.erase(place);
            continue;
        }
        if (!full.misses && port_->now() >= deadline(*peer, full.since)) miss(*peer, full);
        ++place;
    }
}

void Publisher::miss(const Connection& peer, Full& full) {
    full.misses = true;
    if (may_tell(missing_lines_))
        logger.warn("subscriber misses messages", {{"peer", peer.id()},
                                                   {"messages_queued", peer.queued()},
                                                   {"left_out", std::exchange(missing_lines_.left_out, 0)}});
}

/// One a turn is ended: what it held is free in the next.
void Publisher::look_at_memory() {
    if (!memory_full_) return;
    const Connection* last = furthest_behind();
    if (fits(std::max(wanted_, std::min(batch, patience_.queue_memory / 8))))
        memory_full_.reset();
    else if (port_->now() < deadline(*last, *memory_full_))
        return;
    else if (fits(wanted_))
        memory_full_.reset();
    else
        end(*last, "does not take what it is sent");
}

/// What it would cost if all subscribers had to wait for it.
std::size_t Publisher::cost_of(const message::Frames& message) const {
    constexpr std::size_t heads = 3 * 9;
    return message.topic.size() + message.header.size() + message.body.size() + heads + Wire::beside +
           port_->connections().size() * Connection::place;
}

/// A message of any size fits when nothing else waits.
bool Publisher::fits(std::size_t bytes) const {
    return this->bytes() + bytes <= patience_.queue_memory || !furthest_behind();
}

/// Whose first message has waited for longest: all that came after it is kept for it, whoever else has taken it.
const Connection* Publisher::furthest_behind() const {
    const Connection* last = nullptr;
    for (const auto& [id, peer] : port_->connections())
        if (peer.queued() > 0 && (!last || peer.waiting_since() < last->waiting_since())) last = &peer;
    return last;
}

bool Publisher::wants(const Connection& peer, std::string_view topic) const {
    return subscriptions_.wants(peer.id(), topic);
}

delivery::Taken Publisher::send(std::span<const OutboxEntry> batch) {
    delivery::Taken taken;
    for (const OutboxEntry& entry : batch) {
        const message::Frames message = message::frames(entry);
        if (!ready_ || !make_way(message)) {
            taken.full = true;
            break;
        }
        if (!distribute(message, patience_.high_water_mark)) lossy_.add();
        ++taken.count;
    }
    return taken;
}

/// False: it has to wait.
bool Publisher::make_way(const message::Frames& message) {
    wanted_ = cost_of(message);
    if (!fits(wanted_)) memory_full_ = port_->now();
    ready_ = !memory_full_;
    for (auto& [id, peer] : port_->connections())
        if (peer.queued() >= patience_.high_water_mark && wants(peer, message.topic) && !make_way(peer)) ready_ = false;
    if (!ready_) waits_.add();
    return ready_;
}

bool Publisher::make_way(Connection& peer) {
    if (!port_->flush(peer) || peer.queued() < patience_.high_water_mark) return true;
    Full& full = full_.try_emplace(peer.id(), Full{port_->now()}).first->second;
    if (!full.misses && port_->now() >= deadline(peer, full.since)) miss(peer, full);
    return full.misses;
}

/// False: somebody misses it.
bool Publisher::distribute(const message::Frames& message, std::size_t most_queued) {
    std::shared_ptr<const Wire> wire;
    bool all = true;
    for (auto& [id, peer] : port_->connections()) {
        if (!wants(peer, message.topic)) continue;
        const auto full = full_.find(id);
        if ((full != full_.end() && full->second.misses) || peer.queued() >= most_queued) {
            all = false;
            continue;
        }
        if (!wire)
            wire = std::make_shared<Wire>(
                std::initializer_list<std::string_view>{message.topic, message.header, message.body}, port_->bytes());
        peer.publish(wire, port_->now());
        port_->flush_later(peer);
    }
    return all;
}

void Publisher::announce(const message::Frames& message) {
    distribute(message, fits(cost_of(message)) ? patience_.high_water_mark : 1);
}

std::optional<SteadyTime> Publisher::due() const {
    std::optional<SteadyTime> due = port_->due();
    const auto by = [&due](SteadyTime time) { due = std::min(due.value_or(time), time); };
    for (const auto& [id, full] : full_)
        if (const Connection* peer = port_->find(id); peer && !full.misses) by(deadline(*peer, full.since));
    if (const Connection* last = memory_full_ ? furthest_behind() : nullptr) by(deadline(*last, *memory_full_));
    return due;
}

void Publisher::end(const Connection& peer, const char* why) {
    port_->end(peer.id(), why);
    tell_end(why, subscriptions_.forget(peer.id()), peer.queued());
}

void Publisher::tell_end(std::string_view why, std::size_t topics, std::size_t queued) {
    ended_.add();
    if (may_tell(ended_lines_))
        logger.warn("subscriber ended", {{"why", why},
                                         {"bytes_of_topics", topics},
                                         {"messages_queued", queued},
                                         {"left_out", std::exchange(ended_lines_.left_out, 0)}});
}

bool Publisher::may_tell(Lines& lines) const {
    const bool may = port_->now() >= lines.next;
    if (may)
        lines.next = port_->now() + quiet_time;
    else
        ++lines.left_out;
    return may;
}

}  // namespace newsbus::bus
