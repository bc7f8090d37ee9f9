#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "base/counters.h"
#include "base/time.h"
#include "delivery/sink.h"
#include "store/store.h"

namespace newsbus::delivery {

/// Carries the log to one sink: from the stored cursor on, in order, in batches of at most 256 messages and 4 MiB. When
/// reading or sending fails it tries again with back-off. It never skips a message; one that was trimmed before it was
/// sent is logged and counted.
class Relay {
public:
    /// Everything up to `sent` was sent. Called on the sink's thread; must not block.
    using OnSent = std::function<void(Seq sent)>;
    Relay(store::Outbox& outbox, Sink& sink, OnSent on_sent, Counters& counters);

    /// Sends the next batch, unless it is waiting after a failure. True when there may be more to send at once: not
    /// when the sink is full.
    bool step(SteadyTime now);

    /// When a failed step is tried again; nothing when nothing failed.
    std::optional<SteadyTime> retry_at() const { return retry_at_; }

    /// Everything up to here was sent; 0 until the cursor has been read.
    Seq sent() const { return sent_.value_or(0); }

private:
    Result<std::size_t> send_batch();
    void failed(const Error& why, SteadyTime now);
    void recovered();

    store::Outbox& outbox_;
    Sink& sink_;
    OnSent on_sent_;
    Counter& messages_;
    Counter& errors_;
    Counter& trimmed_;
    Counter& last_sent_;
    std::optional<Seq> sent_;
    std::optional<SteadyTime> retry_at_;
    std::chrono::milliseconds backoff_{0};
};

}  // namespace newsbus::delivery
