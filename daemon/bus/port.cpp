#include "bus/port.h"

#include "base/log.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");

constexpr std::chrono::seconds look_interval{1};
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::seconds standstill{2};  // between two turns: longer than the thread ever sleeps
constexpr int accepted_at_once = 32;           // so that a flood of them holds nobody up

/// epoll knows connections by their ids, which begin at 1, and listening sockets by their places, from here on.
constexpr std::uint64_t listeners = std::uint64_t{1} << 63;

void watch_with(int epoll, int operation, int fd, std::uint64_t id, std::uint32_t what) {
    epoll_event event{};
    event.events = what;
    event.data.u64 = id;
    epoll_ctl(epoll, operation, fd, &event);
}

}  // namespace

Port::Port(std::vector<Listening> listening, const ConnectionKind& kind)
    : kind_(kind),
      listening_(std::move(listening)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      most_connections_(connections_allowed()) {
    for (std::size_t i = 0; i < listening_.size(); ++i)
        watch_with(epoll_.get(), EPOLL_CTL_ADD, listening_[i].socket.get(), listeners + i, EPOLLIN);
}

Result<std::unique_ptr<Port>> Port::open(const std::vector<std::string>& endpoints, const ConnectionKind& kind) {
    std::vector<Listening> listening;
    for (const std::string& endpoint : endpoints) {
        auto one = listen_at(endpoint);
        if (!one) return one.error();
        listening.push_back(std::move(*one));
    }
    std::unique_ptr<Port> port(new Port(std::move(listening), kind));
    if (port->fd() < 0) return Error{Errc::network, std::string("epoll: ") + std::strerror(errno)};
    return port;
}

std::vector<std::string> Port::endpoints() const {
    std::vector<std::string> endpoints;
    for (const Listening& one : listening_) endpoints.push_back(one.endpoint);
    return endpoints;
}

void Port::turn(SteadyTime now, const Handlers& handlers) {
    // What came meanwhile is read before anybody is called slow.
    if (now - now_ > standstill) next_look_ = now + look_interval;
    now_ = now;
    for (const auto& [id, why] : std::exchange(to_end_, {}))
        if (auto place = connections_.find(id); place != connections_.end()) drop(place, why, handlers);
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 >= listeners) {
            accept_some(listening_[event.data.u64 - listeners].socket.get(), now, handlers);
            continue;
        }
        auto place = connections_.find(event.data.u64);
        if (place == connections_.end()) continue;  // ended in this turn
        if (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            drop(place, "it left", handlers);
        else
            serve(place, event.events & EPOLLIN, now, handlers);
    }
    serve_all(unflushed_, now, handlers);
    if (now >= next_breath_) serve_all(out_of_breath_, now, handlers);
    if (now >= next_look_) end_late(now, handlers);
}

void Port::listen_on(bool on) {
    for (std::size_t i = 0; i < listening_.size(); ++i)
        watch_with(epoll_.get(), EPOLL_CTL_MOD, listening_[i].socket.get(), listeners + i, on ? EPOLLIN : 0u);
}

void Port::accept_some(int listening, SteadyTime now, const Handlers& handlers) {
    for (int i = 0; i < accepted_at_once; ++i) {
        Descriptor socket(accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket.get() < 0) {
            if (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR) return;
            // Out of descriptors: somebody else has to end first.
            listen_on(false);
            accept_again_ = now + accept_pause;
            return;
        }
        welcome(std::move(socket), now, handlers);
    }
}

void Port::welcome(Descriptor socket, SteadyTime now, const Handlers& handlers) {
    if (connections_.size() >= most_connections_) {
        const auto goes = handlers.make_room();
        if (!goes) return;
        drop(connections_.find(*goes), "others want to connect", handlers);
    }
    setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUF, &kind_.kernel_queue, sizeof kind_.kernel_queue);
    const int on = 1;
    setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const int fd = socket.get();
    const std::uint64_t id = ++last_id_;
    auto place = connections_.try_emplace(id, std::move(socket), id, kind_, kept_, now).first;
    watch_with(epoll_.get(), EPOLL_CTL_ADD, fd, id, 0);
    serve(place, false, now, handlers);
}

void Port::serve(Connections::iterator place, bool readable, SteadyTime now, const Handlers& handlers) {
    Connection& connection = place->second;
    const auto take = [&](std::span<const std::string> frames) { handlers.take(connection, frames); };
    const bool alive = connection.serve(readable, now, take);
    connection.flushed = true;
    if (alive && connection.is_out_of_breath()) {
        if (out_of_breath_.empty()) next_breath_ = now + Connection::breath;
        out_of_breath_.push_back(connection.id());
    }
    if (alive)
        watch(connection);
    else
        drop(place, connection.why(), handlers);
    if (kept_.input > kind_.most_input) end_unfinished(handlers);
}

void Port::end_unfinished(const Handlers& handlers) {
    auto first = connections_.end();
    std::optional<SteadyTime> since;
    for (auto place = connections_.begin(); place != connections_.end(); ++place)
        if (const auto began = place->second.unfinished_since(); began && (!since || *began < *since))
            first = place, since = began;
    if (since) drop(first, "others want to send", handlers);
}

void Port::serve_all(std::vector<std::uint64_t>& waiting, SteadyTime now, const Handlers& handlers) {
    for (std::uint64_t id : std::exchange(waiting, {}))
        if (auto place = connections_.find(id); place != connections_.end()) serve(place, false, now, handlers);
}

void Port::watch(Connection& connection) {
    if (connection.watched == connection.interest()) return;
    connection.watched = connection.interest();
    watch_with(epoll_.get(), EPOLL_CTL_MOD, connection.fd(), connection.id(), connection.watched);
}

void Port::drop(Connections::iterator place, const char* why, const Handlers& handlers) {
    if (*why) logger.debug("peer ended", {{"socket", kind_.socket.type}, {"peer", place->first}, {"why", why}});
    handlers.left(place->second);
    connections_.erase(place);
}

void Port::end_late(SteadyTime now, const Handlers& handlers) {
    next_look_ = now + look_interval;
    if (accept_again_ && now >= *accept_again_) {
        accept_again_.reset();
        listen_on(true);
    }
    for (auto place = connections_.begin(); place != connections_.end();) {
        auto late = place++;
        if (now >= late->second.deadline()) drop(late, "too slow", handlers);
    }
}

std::optional<SteadyTime> Port::due() const {
    if (!unflushed_.empty() || !to_end_.empty()) return SteadyTime{};
    if (connections_.empty() && !accept_again_) return std::nullopt;
    return out_of_breath_.empty() ? next_look_ : std::min(next_look_, next_breath_);
}

Connection* Port::find(std::uint64_t id) {
    const auto place = connections_.find(id);
    return place == connections_.end() ? nullptr : &place->second;
}

void Port::flush_later(Connection& connection) {
    if (std::exchange(connection.flushed, false)) unflushed_.push_back(connection.id());
}

bool Port::flush(Connection& connection) {
    if (connection.flush(now_)) {
        flush_later(connection);  // it may be read from again
        return true;
    }
    end(connection.id(), connection.why());
    return false;
}

void Port::end(std::uint64_t id, const char* why) {
    to_end_.emplace_back(id, why);
}

}  // namespace newsbus::bus
