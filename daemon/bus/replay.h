#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/counters.h"
#include "base/time.h"
#include "message/replay_protocol.h"
#include "store/store.h"
#include "zeromq/socket.h"

namespace newsbus::bus {

/// Answers replay requests from the log, one slice at a time, each peer in its turn. It knows nothing of sockets:
/// `send` puts one message into the peer's bounded queue, or says at once that it cannot.
/// A peer that does not read holds nobody up: it is tried again later, and given up after a while. Everything that
/// peers can make grow has a bound.
class Replay {
public:
    using Send =
        std::function<zeromq::Sending(const std::string& peer, std::initializer_list<std::string_view> frames)>;

    Replay(store::Outbox& outbox, Send send, Counters& counters);

    /// Takes a message from a peer: one frame with a request. Anything else is answered with an error.
    void accept(const std::string& peer, std::span<const std::string> frames, SteadyTime now);

    /// Serves one slice to the next peer in turn that can take one. False when there is none.
    bool step(SteadyTime now);

    /// When to call step() again at the latest; nothing when all is answered.
    std::optional<SteadyTime> due() const;

private:
    /// One request being answered: a page of the log, or a refusal that could not be sent at once.
    struct Page {
        message::ReplayRequest request;
        std::string refusal;  // why it will not be answered; "" = it will
        bool begun = false;
        bool finished = false;   // nothing more to read
        Seq target = 0;          // the last sequence this page may reach
        Seq scan_end = 0;        // the page looks at no number beyond this one
        message::ReplayEnd end;  // `next` is how far the page has come
        std::size_t bytes = 0;
        std::deque<OutboxEntry> ready;  // read, not yet taken by the peer
    };
    struct Peer {
        std::deque<Page> pages;
        SteadyTime retry_at{};  // when its full queue is tried again
        SteadyTime progress{};  // when it last took something
        std::chrono::milliseconds backoff{0};
    };

    void refuse(const std::string& id, const message::ReplayRefusal& refusal);
    zeromq::Sending serve(const std::string& id, Page& page);
    Result<void> begin(Page& page);
    void compare(Page& page, const std::vector<Epoch>& epochs);
    Result<void> fill(Page& page);
    void rest(Peer& peer, SteadyTime now);

    store::Outbox& outbox_;
    Send send_;
    Counter& requests_;
    Counter& messages_;
    Counter& errors_;
    std::map<std::string, Peer> peers_;  // those with a request in flight, by routing id
    std::string served_;                 // whose turn it was
};

}  // namespace newsbus::bus
