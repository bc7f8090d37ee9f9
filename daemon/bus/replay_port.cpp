#include "bus/replay_port.h"

#include <charconv>

namespace newsbus::bus {
namespace {

constexpr std::size_t full_queue = 64 << 10;        // bytes that wait for one peer
constexpr std::chrono::seconds scarce_patience{2};  // with who takes nothing while others need the memory

constexpr ConnectionKind peers{zeromq::router, 64 << 10, 4 << 20, std::chrono::seconds(30)};

std::uint64_t id_of(const std::string& peer) {
    std::uint64_t id = 0;
    std::from_chars(peer.data(), peer.data() + peer.size(), id);
    return id;
}

std::string name_of(const Connection& peer) {
    return std::to_string(peer.id());
}

}  // namespace

Result<std::unique_ptr<ReplayPort>> ReplayPort::open(const std::string& endpoint) {
    auto port = Port::open({endpoint}, peers);
    if (!port) return port.error();
    return std::unique_ptr<ReplayPort>(new ReplayPort(std::move(*port)));
}

void ReplayPort::turn(SteadyTime now, const Handlers& handlers) {
    port_->turn(now, {[&](const Connection& peer, auto frames) { handlers.take(name_of(peer), frames); },
                      [&](const Connection& peer) { handlers.left(name_of(peer)); }, [&] { return idlest(handlers); }});
}

/// Who has been idle longest makes room; its socket connects again when it has something to ask.
std::optional<std::uint64_t> ReplayPort::idlest(const Handlers& handlers) const {
    const Connection* idlest = nullptr;
    for (const auto& [id, peer] : port_->connections()) {
        if (peer.queued() > 0 || handlers.served(name_of(peer))) continue;
        if (!idlest || peer.idle_since() < idlest->idle_since()) idlest = &peer;
    }
    if (!idlest) return std::nullopt;
    return idlest->id();
}

Connection* ReplayPort::find(const std::string& peer) {
    return port_->find(id_of(peer));
}

zeromq::Sending ReplayPort::room(const std::string& peer) {
    Connection* connection = find(peer);
    if (!connection) return zeromq::Sending::gone;
    if (connection->answers() < full_queue) return zeromq::Sending::sent;
    if (!port_->flush(*connection)) return zeromq::Sending::gone;
    return connection->answers() < full_queue ? zeromq::Sending::sent : zeromq::Sending::full;
}

zeromq::Sending ReplayPort::send(const std::string& peer, std::initializer_list<std::string_view> frames) {
    zeromq::Sending state = room(peer);
    return state == zeromq::Sending::sent ? insist(peer, frames) : state;
}

zeromq::Sending ReplayPort::insist(const std::string& peer, std::initializer_list<std::string_view> frames) {
    Connection* connection = find(peer);
    if (!connection) return zeromq::Sending::gone;
    connection->answer(std::make_shared<Wire>(frames, port_->bytes()), port_->now());
    port_->flush_later(*connection);
    return zeromq::Sending::sent;
}

void ReplayPort::disconnect(const std::string& peer) {
    port_->end(id_of(peer), "takes nothing");
}

void ReplayPort::relieve() {
    const Connection* stalest = nullptr;
    for (const auto& [id, peer] : port_->connections())
        if (peer.queued() > 0 && (!stalest || peer.moved() < stalest->moved())) stalest = &peer;
    if (stalest && port_->now() - stalest->moved() > scarce_patience)
        port_->end(stalest->id(), "takes nothing while others need the memory");
}

}  // namespace newsbus::bus
