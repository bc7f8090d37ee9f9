#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "bus/options.h"
#include "bus/port.h"
#include "bus/sink_name.h"
#include "bus/subscriptions.h"
#include "delivery/sink.h"
#include "message/frames.h"

namespace newsbus::bus {

/// What subscribers may cost; may change at any time.
struct Patience {
    Duration grace;               ///< how long sending waits for a subscriber
    std::size_t queue_memory;     ///< bytes that may be kept for all
    std::size_t high_water_mark;  ///< messages queued for one; at least 1
};

/// The publishing endpoints: a PUB for the subscribers' SUB sockets, with a queue for each. It never waits itself: it
/// takes what has room and says when there is room again.
///
/// A subscriber whose queue has reached the mark is waited for until it has taken half of it. When that takes longer
/// than `grace`, or it had taken nothing for as long before, it misses messages from there on until it has; all others
/// receive everything. When all that is kept comes to more than `queue_memory`, those that are furthest behind are
/// waited for as long, and then ended one by one until there is room.
class Publisher final : public delivery::Sink {
public:
    /// Fails as listen_at() does.
    static Result<std::unique_ptr<Publisher>> open(const std::vector<std::string>& endpoints, Counters& counters);

    std::vector<std::string> endpoints() const { return port_->endpoints(); }
    int fd() const { return port_->fd(); }  ///< readable when turn() has something to do

    /// Takes subscriptions, sends what waits, ends who costs too much.
    void turn(SteadyTime now, const Patience& patience);

    /// When turn() has something to do at the latest, whatever fd() says.
    std::optional<SteadyTime> due() const;

    /// False: send() would take nothing for now.
    bool has_room() const { return ready_; }
    /// Does anything wait for a subscriber?
    bool is_behind() const { return furthest_behind() != nullptr; }
    /// Bytes kept for all subscribers.
    std::size_t bytes() const { return port_->bytes() + port_->input(); }

    std::string_view name() const override { return sink_name; }
    delivery::Taken send(std::span<const OutboxEntry> batch) override;

    /// Sends a message to those that have room for it; to who has taken everything always.
    void announce(const message::Frames& message);

private:
    /// A subscriber whose queue reached the mark and is not half empty yet.
    struct Full {
        SteadyTime since;
        bool misses = false;
    };

    /// Of one kind in the log: others of the same minute are counted only.
    struct Lines {
        SteadyTime next{};
        std::int64_t left_out = 0;
    };

    Publisher(std::unique_ptr<Port> port, Counters& counters);
    void take(const Connection& peer, std::span<const std::string> frames);
    bool make_way(const message::Frames& message);
    bool make_way(Connection& peer);
    bool distribute(const message::Frames& message, std::size_t most_queued);
    std::size_t cost_of(const message::Frames& message) const;
    bool fits(std::size_t bytes) const;
    bool wants(const Connection& peer, std::string_view topic) const;
    SteadyTime deadline(const Connection& peer, SteadyTime since) const;
    void look_at_queues();
    void look_at_memory();
    void miss(const Connection& peer, Full& full);
    const Connection* furthest_behind() const;
    void end(const Connection& peer, const char* why);
    void tell_end(std::string_view why, std::size_t topics, std::size_t queued);
    bool may_tell(Lines& lines) const;

    std::unique_ptr<Port> port_;
    Counter &connected_, &ended_, &waits_, &lossy_, &queue_bytes_;
    Subscriptions subscriptions_;
    std::map<std::uint64_t, Full> full_;
    std::optional<SteadyTime> memory_full_;  // since when the next message has found no room
    std::size_t wanted_ = 0;                 // what that message would cost
    bool ready_ = true;
    Patience patience_{};
    Lines ended_lines_, missing_lines_;
};

}  // namespace newsbus::bus
