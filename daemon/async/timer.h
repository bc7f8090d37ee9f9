#pragma once

#include <chrono>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/time.h"

namespace newsbus {

namespace asio = boost::asio;

/// The clock that pauses are measured with; it never jumps. The default is the machine's. A test may pass its own,
/// which moves when the test says so.
class SteadyClock {
public:
    virtual ~SteadyClock() = default;
    virtual SteadyTime now() const { return std::chrono::steady_clock::now(); }

    /// Called before `alarm` is waited for: makes that wait end at `deadline`.
    virtual void arm(asio::steady_timer& alarm, SteadyTime deadline) { alarm.expires_at(deadline); }

    /// Called when the wait is over, or the owner of `alarm` is gone.
    virtual void disarm(asio::steady_timer&) {}

    /// The machine's steady clock.
    static SteadyClock& machine();
};

/// A pause of one coroutine by a SteadyClock. One thread.
class Timer {
public:
    Timer(asio::any_io_executor io, SteadyClock& clock) : clock_(clock), alarm_(std::move(io)) {}
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer() { clock_.disarm(alarm_); }

    /// Sets when the next wait() ends. Ends a wait() that is under way.
    void expires_at(SteadyTime deadline);
    void expires_after(SteadyTime::duration pause) { expires_at(clock_.now() + pause); }

    /// Ends the wait() that is under way, if there is one.
    void cancel() { alarm_.cancel(); }

    /// Returns at the deadline, after cancel(), or when the waiting coroutine is cancelled.
    asio::awaitable<void> wait();

private:
    SteadyClock& clock_;
    asio::steady_timer alarm_;
    SteadyTime deadline_ = SteadyTime::max();
};

}  // namespace newsbus
