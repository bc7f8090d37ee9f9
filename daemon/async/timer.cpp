#include "async/timer.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace newsbus {

SteadyClock& SteadyClock::machine() {
    static SteadyClock clock;
    return clock;
}

void Timer::expires_at(SteadyTime deadline) {
    deadline_ = deadline;
    alarm_.cancel();
}

asio::awaitable<void> Timer::wait() {
    clock_.arm(alarm_, deadline_);
    co_await alarm_.async_wait(asio::as_tuple(asio::use_awaitable));
    clock_.disarm(alarm_);
}

}  // namespace newsbus
