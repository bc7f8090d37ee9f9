#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "delivery/courier.h"
#include "delivery/relay.h"
#include "message/outbox_entry.h"

namespace newsbus::delivery {

/// How far a sink is: everything up to `sent` was sent to it.
struct Cursor {
    std::string sink;
    Seq sent = 0;
    bool operator==(const Cursor&) const = default;
};

/// The table of sinks, by name: the courier of each, how far it is, and how much of that is saved. Used by one thread,
/// but for what on_sent() gives.
class Delivery {
public:
    /// What the relay of a sink calls after a batch. May be called on any thread, also after the courier was replaced.
    Relay::OnSent on_sent(const std::string& sink);

    /// Puts a courier to work for a sink, or with nullptr ends the one that it has.
    void set(const std::string& sink, std::unique_ptr<Courier> courier);

    /// Something was committed: every courier looks at the log.
    void wake();

    /// Every courier sends what the log still holds, for at most `limit` altogether, and stops.
    void drain(Duration limit);

    /// The first sink whose courier has not ticked since the last call; "" when all have.
    std::string silent();

    /// What was sent and is not saved yet.
    std::vector<Cursor> unsaved() const;
    void saved(const Cursor& cursor);

    /// The last number saved for a sink.
    Seq saved(std::string_view sink) const;

private:
    struct Row {
        std::unique_ptr<Courier> courier;
        std::shared_ptr<std::atomic<Seq>> sent = std::make_shared<std::atomic<Seq>>(0);
        Seq saved = 0;
        std::uint64_t ticks = 0;
    };
    std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace newsbus::delivery
