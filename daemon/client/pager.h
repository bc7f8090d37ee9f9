#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"
#include "message/frames.h"
#include "message/replay_protocol.h"

#include <zmq.hpp>

namespace newsbus::client {

/// The subscriber's side of a replay: pages through the log over a DEALER socket. It never blocks, asks again when the
/// daemon was away, and hands out each message once.
class Pager {
public:
    using Answer = std::variant<message::Frames, message::ReplayEnd, message::ReplayRefusal>;

    Pager(zmq::context_t& context, const std::string& endpoint);

    /// Begins to page through all that `wanted` describes. The name of the request is chosen here; `wanted.limit` is
    /// the size of a page.
    void ask(message::ReplayRequest wanted, SteadyTime now);
    bool asking() const { return asking_; }
    void stop() { asking_ = false; }

    /// What has arrived, nothing when nothing has. A message; or the end of the last page, or an end that says that the
    /// epoch asked in is over (asking() is false after either); or a refusal, after which the same is asked again in a
    /// second.
    std::optional<Answer> receive(SteadyTime now);

    /// Sends the request when it is time to: first after ask(), again after a silence.
    void tick(SteadyTime now);
    SteadyTime next_tick() const { return next_tick_; }

    /// Has a daemon taken a request since ask()?
    bool reached() const { return reached_; }

    /// How many numbers of what was asked had been trimmed from the log already.
    std::uint64_t lost() const { return lost_; }

    zmq::socket_ref socket() { return socket_; }

private:
    std::optional<Answer> read(std::vector<std::string>& frames, SteadyTime now);

    zmq::socket_t socket_;
    message::ReplayRequest request_;  // `after` moves with what was received
    Seq page_after_ = 0;              // `after` of the page that is being received
    std::uint64_t lost_ = 0;
    bool asking_ = false;
    bool reached_ = false;
    std::uint64_t asked_ = 0;
    SteadyTime next_tick_{};
};

}  // namespace newsbus::client
