#pragma once

#include <cstdint>

#include "base/time.h"

namespace newsbus::delivery {

/// A thread that carries the log to one sink. It has its own reader of the log (store::Outbox) and its own relay.
class Courier {
public:
    virtual ~Courier() = default;  ///< stops the thread without draining

    /// Says that something was committed. Any thread, never blocks.
    virtual void wake() = 0;

    /// Sends what is left of the log, for at most `limit`, then stops the thread.
    virtual void drain(Duration limit) = 0;

    /// A number that grows while the thread is alive; for the watchdog.
    virtual std::uint64_t ticks() const = 0;
};

}  // namespace newsbus::delivery
