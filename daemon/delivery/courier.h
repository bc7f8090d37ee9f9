#pragma once

#include <cstdint>

#include "base/time.h"

namespace newsbus::delivery {

/// A thread that carries the log to one sink: it has a reader of the log (store::Outbox) and a relay of its own.
class Courier {
public:
    virtual ~Courier() = default;  ///< stops the thread without draining

    /// Something was committed: look at the log. Any thread, never blocks.
    virtual void wake() = 0;

    /// Sends what the log still holds, for at most `limit`, then stops the thread.
    virtual void drain(Duration limit) = 0;

    /// A number that grows while the thread is alive; for the watchdog.
    virtual std::uint64_t ticks() const = 0;
};

}  // namespace newsbus::delivery
