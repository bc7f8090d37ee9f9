#include "bus/replay_port.h"

#include "base/log.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");

constexpr std::size_t full_queue = 64 << 10;  // bytes that wait for one peer
constexpr std::size_t most_kept = 48 << 20;   // bytes for all: the answers have a budget of their own below this
constexpr int kernel_queue = 64 << 10;        // bytes; the kernel doubles it. It is memory too, and no limit counts it
constexpr std::chrono::seconds look_interval{1};
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::seconds scarce_patience{2};  // with who takes nothing while others need the memory

void watch_with(int epoll, int operation, int fd, std::uint32_t what) {
    epoll_event event{};
    event.events = what;
    event.data.fd = fd;
    epoll_ctl(epoll, operation, fd, &event);
}

}  // namespace

ReplayPort::ReplayPort(Listening listening)
    : listening_(std::move(listening)), epoll_(epoll_create1(EPOLL_CLOEXEC)), most_connections_(connections_allowed()) {
    watch_with(epoll_.get(), EPOLL_CTL_ADD, listening_.socket.get(), EPOLLIN);
}

Result<std::unique_ptr<ReplayPort>> ReplayPort::open(const std::string& endpoint) {
    auto listening = listen_at(endpoint);
    if (!listening) return listening.error();
    std::unique_ptr<ReplayPort> port(new ReplayPort(std::move(*listening)));
    if (port->fd() < 0) return Error{Errc::network, std::string("epoll: ") + std::strerror(errno)};
    return port;
}

void ReplayPort::turn(SteadyTime now, const Handlers& handlers) {
    now_ = now;
    for (const std::string& id : std::exchange(to_end_, {}))
        if (auto place = connections_.find(id); place != connections_.end()) drop(place, "", handlers);
    std::array<epoll_event, 64> events;
    int count = epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == listening_.socket.get()) {
            accept_all(now, handlers);
            continue;
        }
        auto known = ids_.find(event.data.fd);
        if (known == ids_.end()) continue;
        auto place = connections_.find(known->second);
        if (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            drop(place, "it left", handlers);
        else
            serve(place, event.events & EPOLLIN, now, handlers);
    }
    for (const std::string& id : std::exchange(unflushed_, {}))
        if (auto place = connections_.find(id); place != connections_.end() && !place->second.flushed)
            serve(place, false, now, handlers);
    if (now >= next_look_) end_late(now, handlers);
}

void ReplayPort::accept_all(SteadyTime now, const Handlers& handlers) {
    for (;;) {
        Descriptor socket(accept4(listening_.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket.get() < 0) {
            if (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR) return;
            // Out of descriptors: somebody else has to end first.
            watch_with(epoll_.get(), EPOLL_CTL_MOD, listening_.socket.get(), 0);
            accept_again_ = now + accept_pause;
            return;
        }
        if (connections_.size() >= most_connections_ && !make_room(handlers)) continue;
        setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUF, &kernel_queue, sizeof kernel_queue);
        int on = 1;
        setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        int fd = socket.get();
        std::string id = std::to_string(++last_id_);
        ids_[fd] = id;
        auto place = connections_.try_emplace(id, std::move(socket), id, now).first;
        bytes_ += place->second.bytes();
        watch_with(epoll_.get(), EPOLL_CTL_ADD, fd, 0);
        serve(place, false, now, handlers);
    }
}

/// Who has been idle longest makes room; its socket connects again when it has something to ask.
bool ReplayPort::make_room(const Handlers& handlers) {
    auto idlest = connections_.end();
    for (auto place = connections_.begin(); place != connections_.end(); ++place) {
        if (place->second.waiting() > 0 || handlers.served(place->first)) continue;
        if (idlest == connections_.end() || place->second.idle_since() < idlest->second.idle_since()) idlest = place;
    }
    if (idlest == connections_.end()) return false;
    drop(idlest, "idle longest, others want to connect", handlers);
    return true;
}

void ReplayPort::serve(Connections::iterator place, bool readable, SteadyTime now, const Handlers& handlers) {
    ReplayConnection& connection = place->second;
    bytes_ -= connection.bytes();
    connection.flushed = true;
    // What the handlers add meanwhile counts itself, so that it is taken off again here.
    std::size_t added_from = bytes_;
    bool alive = connection.serve(readable, now, handlers.take);
    bytes_ = added_from + connection.bytes();
    connection.flushed = true;
    if (alive && bytes_ > most_kept && readable) {
        drop(place, "too much is on its way to all peers together", handlers);
    } else if (!alive) {
        drop(place, connection.why(), handlers);
    } else {
        watch(connection);
    }
}

void ReplayPort::watch(ReplayConnection& connection) {
    if (connection.watched == connection.interest()) return;
    connection.watched = connection.interest();
    watch_with(epoll_.get(), EPOLL_CTL_MOD, connection.fd(), connection.watched);
}

void ReplayPort::drop(Connections::iterator place, const char* why, const Handlers& handlers) {
    if (*why) logger.debug("replay peer ended", {{"peer", place->first}, {"why", why}});
    std::string id = place->first;
    bytes_ -= place->second.bytes();
    ids_.erase(place->second.fd());
    connections_.erase(place);
    handlers.left(id);
}

void ReplayPort::end_late(SteadyTime now, const Handlers& handlers) {
    next_look_ = now + look_interval;
    if (accept_again_ && now >= *accept_again_) {
        accept_again_.reset();
        watch_with(epoll_.get(), EPOLL_CTL_MOD, listening_.socket.get(), EPOLLIN);
    }
    for (auto place = connections_.begin(); place != connections_.end();) {
        auto late = place++;
        if (now >= late->second.deadline()) drop(late, "too slow", handlers);
    }
}

std::optional<SteadyTime> ReplayPort::due() const {
    if (!unflushed_.empty() || !to_end_.empty()) return SteadyTime{};
    if (connections_.empty() && !accept_again_) return std::nullopt;
    return next_look_;
}

void ReplayPort::flush_later(ReplayConnection& connection) {
    if (std::exchange(connection.flushed, false)) unflushed_.push_back(connection.id());
}

zeromq::Sending ReplayPort::room(const std::string& peer) {
    auto place = connections_.find(peer);
    if (place == connections_.end()) return zeromq::Sending::gone;
    ReplayConnection& connection = place->second;
    if (connection.waiting() < full_queue) return zeromq::Sending::sent;
    bytes_ -= connection.bytes();
    bool alive = connection.flush(now_);
    bytes_ += connection.bytes();
    if (!alive) {
        disconnect(peer);
        return zeromq::Sending::gone;
    }
    flush_later(connection);  // it may be read from again
    return connection.waiting() < full_queue ? zeromq::Sending::sent : zeromq::Sending::full;
}

zeromq::Sending ReplayPort::send(const std::string& peer, std::initializer_list<std::string_view> frames) {
    zeromq::Sending state = room(peer);
    return state == zeromq::Sending::sent ? insist(peer, frames) : state;
}

zeromq::Sending ReplayPort::insist(const std::string& peer, std::initializer_list<std::string_view> frames) {
    auto place = connections_.find(peer);
    if (place == connections_.end()) return zeromq::Sending::gone;
    ReplayConnection& connection = place->second;
    bytes_ -= connection.bytes();
    connection.add(frames, now_);
    bytes_ += connection.bytes();
    flush_later(connection);
    return zeromq::Sending::sent;
}

void ReplayPort::relieve() {
    const ReplayConnection* stalest = nullptr;
    for (const auto& [id, connection] : connections_)
        if (connection.waiting() > 0 && (!stalest || connection.moved() < stalest->moved())) stalest = &connection;
    if (stalest && now_ - stalest->moved() > scarce_patience) disconnect(stalest->id());
}

}  // namespace newsbus::bus
