#include "ingest/turn.h"

#include "url/host.h"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_stay = 30s;  // of a visit at a redirect, or before a host that rests
constexpr auto look_again = 250ms;  // for a place that another visit has

}  // namespace

Turn::Turn(Hosts& hosts, std::string host, boost::asio::any_io_executor io, SteadyClock& clock, Traffic* traffic)
    : hosts_(hosts), host_(std::move(host)), io_(std::move(io)), clock_(clock), traffic_(traffic) {
    hosts_.take(*host_);
}

Turn::~Turn() {
    leave();
}

void Turn::leave(Duration least) {
    if (host_) hosts_.give_back(*std::exchange(host_, std::nullopt), clock_.now(), least);
}

void Turn::leave_unused(SteadyTime::duration pause) {
    if (host_) hosts_.put_back(*std::exchange(host_, std::nullopt), clock_.now() + pause);
}

boost::asio::awaitable<bool> Turn::wait_until(SteadyTime time) {
    Timer timer(io_, clock_);
    auto cancelled = co_await boost::asio::this_coro::cancellation_state;
    timer.expires_at(time);
    co_await timer.wait();
    co_return cancelled.cancelled() == boost::asio::cancellation_type::none;
}

boost::asio::awaitable<bool> Turn::wait_for_rest() {
    const SteadyTime latest = clock_.now() + longest_stay;
    while (hosts_.rests_until(*host_) > clock_.now()) {
        if (hosts_.rests_until(*host_) > latest) {
            put_off_ = hosts_.rests_until(*host_);
            co_return false;
        }
        const bool waited = co_await wait_until(hosts_.rests_until(*host_));
        if (!waited) co_return false;
    }
    co_return true;
}

boost::asio::awaitable<Result<void>> Turn::enter(const Url& url) {
    std::string host = politeness_host(url);
    if (host_ == host) co_return Result<void>();
    leave();
    const SteadyTime latest = clock_.now() + longest_stay;
    while (!hosts_.is_free(host, clock_.now())) {
        const SteadyTime rest = hosts_.rests_until(host);
        if (rest > latest) {
            put_off_ = rest;
            co_return Error{Errc::cancelled, host + " rests"};
        }
        if (clock_.now() >= latest) co_return Error{Errc::cancelled, host + " has no place free"};
        const bool waited =
            co_await wait_until(std::min(latest, std::max<SteadyTime>(rest, clock_.now() + look_again)));
        if (!waited) co_return Error{Errc::cancelled, "cancelled"};
    }
    hosts_.take(host);
    host_ = std::move(host);
    co_return Result<void>();
}

void Turn::attempted(const http::Attempt& attempt) {
    if (traffic_ && host_ && !host_->empty()) traffic_->add(*host_, attempt);
}

}  // namespace newsbus::ingest
