#include "client/pager.h"

#include "zeromq/socket.h"

#include <algorithm>

namespace newsbus::client {
namespace {

constexpr std::chrono::milliseconds connecting{20};  // between two looks for the daemon
constexpr std::chrono::seconds silence{5}, refused{1};

}  // namespace

Pager::Pager(zmq::context_t& context, const std::string& endpoint) : socket_(context, zmq::socket_type::dealer) {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::ipv6, endpoint.find('[') != std::string::npos);
    socket_.set(zmq::sockopt::immediate, 1);  // while nobody is connected nothing is queued
    socket_.set(zmq::sockopt::reconnect_ivl, 50);
    socket_.set(zmq::sockopt::reconnect_ivl_max, 1000);
    socket_.connect(endpoint);
}

void Pager::ask(message::ReplayRequest wanted, SteadyTime now) {
    request_ = std::move(wanted);
    asking_ = true;
    reached_ = false;
    lost_ = 0;
    next_tick_ = now;
    tick(now);
}

void Pager::tick(SteadyTime now) {
    if (!asking_ || now < next_tick_) return;
    // A new name each time: what still arrives under an earlier one is not counted twice.
    request_.name = "r" + std::to_string(++asked_);
    page_after_ = request_.after;
    bool taken = zeromq::send(socket_, {to_json(request_)}, ZMQ_DONTWAIT) == zeromq::Sending::sent;
    reached_ = reached_ || taken;
    next_tick_ = now + (taken ? std::chrono::milliseconds(silence) : connecting);
}

std::optional<Pager::Answer> Pager::receive(SteadyTime now) {
    while (auto frames = zeromq::receive(socket_))
        if (auto answer = read(*frames, now)) return answer;
    return std::nullopt;
}

std::optional<Pager::Answer> Pager::read(std::vector<std::string>& frames, SteadyTime now) {
    if (!asking_) return std::nullopt;
    if (frames.size() == 4) {
        auto at = message::position(frames[2]);
        if (frames[0] != request_.name || !at || at->seq <= request_.after) return std::nullopt;
        request_.after = at->seq;
        next_tick_ = now + silence;
        return message::Frames{std::move(frames[1]), std::move(frames[2]), std::move(frames[3])};
    }
    auto answer = message::parse_answer(frames[0]);
    if (frames.size() != 1 || !answer) return std::nullopt;
    if (auto* refusal = std::get_if<message::ReplayRefusal>(&*answer)) {
        if (refusal->name != request_.name && !refusal->name.empty()) return std::nullopt;
        next_tick_ = now + refused;
        return std::move(*refusal);
    }
    auto& end = std::get<message::ReplayEnd>(*answer);
    if (end.name != request_.name) return std::nullopt;
    if (!request_.epoch.empty() && end.epoch != request_.epoch) {
        asking_ = false;
        return std::move(end);
    }
    request_.epoch = end.epoch;
    if (end.oldest > page_after_ + 1) lost_ += std::min(end.oldest - 1, end.next) - page_after_;
    request_.after = std::max(request_.after, end.next);
    asking_ = end.more;
    next_tick_ = now;
    if (!end.more) return end;
    tick(now);
    return std::nullopt;
}

}  // namespace newsbus::client
