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

/// All sinks by name: the courier of each, how far it is, and how much of that is saved. Used by one thread; only what
/// on_sent() returns may be called on others.
class Delivery {
public:
    /// The callback for the relay of a sink: records how far it is. May be called on any thread, also after the courier
    /// was replaced.
    Relay::OnSent on_sent(const std::string& sink);

    /// Gives a sink a courier, in place of the one that it has. nullptr only ends that one.
    void set(const std::string& sink, std::unique_ptr<Courier> courier);

    /// Wakes every courier: something was committed.
    void wake();

    /// Has every courier send what is left of the log, for at most `limit` altogether, and stop.
    void drain(Duration limit);

    /// The first sink whose courier has not ticked since the last call; "" when all have.
    std::string silent();

    /// How far sinks are that are further than what is saved of them.
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
