#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "message/frames.h"

namespace newsbus::client {

struct SubscriberOptions {
    std::string publish;              ///< endpoint
    std::string replay;               ///< endpoint; "" = gaps are reported, not repaired
    std::vector<std::string> topics;  ///< prefixes; empty = everything
    std::optional<Seq> after;         ///< start by replaying what comes after this number; nothing = live only
    std::function<void(std::string_view)> note;  ///< gets one line about each gap, loss and refusal; may be empty
    std::string epoch = {};                      ///< the one that `after` was counted in; "" = not known
};

/// A message as it was received.
struct Received {
    message::Frames frames;
    Seq seq = 0;            ///< 0 for a heartbeat
    bool replayed = false;  ///< came by replay, not live
};

/// What a subscriber went through.
struct SubscriberCounts {
    std::uint64_t live = 0, replayed = 0;  ///< messages handed out
    std::uint64_t heartbeats = 0;
    std::uint64_t gaps = 0;  ///< seen by `prev`, by the sequence or by a heartbeat
    std::uint64_t lost = 0;  ///< numbers that were trimmed before they could be replayed
};

/// A client of the bus that follows the recipe of docs/bus.md. It hands out every committed message on its topics once,
/// in the order of each topic (of the whole log when it subscribes to everything). It repairs gaps by replay and waits
/// for a daemon that restarts. It notices when the state was put back from a copy: then new messages come under numbers
/// that other messages had before.
/// Used by one thread.
class Subscriber {
public:
    /// Connecting needs no daemon: messages come once there is one. Fails with Errc::network for a bad endpoint.
    static Result<std::unique_ptr<Subscriber>> connect(SubscriberOptions options);
    virtual ~Subscriber() = default;

    /// The next message; nothing when none came within `timeout`. Heartbeats are handed out only when one of the topic
    /// prefixes matches theirs.
    virtual std::optional<Received> next(Duration timeout) = 0;

    /// Everything up to this number was handed out by next() or is on no subscribed topic: where to start again.
    virtual Seq complete() const = 0;

    /// The epoch that complete() is counted in: keep both together. "" until it is known.
    virtual const std::string& epoch() const = 0;

    virtual const SubscriberCounts& counts() const = 0;
};

}  // namespace newsbus::client
