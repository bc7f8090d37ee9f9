#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/counters.h"
#include "base/time.h"
#include "bus/replay_peers.h"
#include "message/replay_protocol.h"
#include "store/store.h"

namespace newsbus::bus {

/// Answers replay requests from the log, one slice at a time, each peer in its turn. It knows nothing of sockets.
/// A peer that does not read holds nobody up: it is tried again later, and given up after a while. Everything that
/// peers can make grow has a bound, for each and for all together. What is over a bound is refused with an answer, or
/// waits until others have taken theirs.
class Replay {
public:
    Replay(store::Outbox& outbox, ReplayPeers& peers, Counters& counters);

    /// Takes a message from a peer: one frame with a request. Anything else is answered with an error.
    void accept(const std::string& peer, std::span<const std::string> frames, SteadyTime now);

    /// Serves one slice to the next peer in turn that can take one. False when there is none.
    bool step(SteadyTime now);

    /// When to call step() again at the latest; nothing when all is answered.
    std::optional<SteadyTime> due() const;

    /// The peer has left: what was read for it goes, too.
    void forget(const std::string& peer);
    bool serves(const std::string& peer) const { return peers_.contains(peer); }

    /// Bytes of bodies read and not yet in a queue, and of requests.
    std::size_t bytes() const { return ready_bytes_ + request_bytes_; }

private:
    /// One request being answered: a page of the log, or a refusal that could not be sent at once.
    struct Page {
        message::ReplayRequest request;
        std::size_t request_bytes = 0;
        std::string refusal;  // why it will not be answered; "" = it will
        bool begun = false;
        bool finished = false;   // nothing more to read
        Seq target = 0;          // the last sequence this page may reach
        Seq scan_end = 0;        // the page looks at no number beyond this one
        message::ReplayEnd end;  // `next` is how far the page has come
        std::size_t bytes = 0;
        std::deque<OutboxEntry> ready;  // read, not yet taken by the peer

        bool wants_more() const { return ready.empty() && !finished && refusal.empty(); }
    };
    struct Peer {
        std::deque<Page> pages;
        SteadyTime retry_at{};  // when its full queue is tried again
        SteadyTime progress{};  // when it last took something
        std::chrono::milliseconds backoff{0};
    };

    using Peers = std::map<std::string, Peer>;

    void refuse(const std::string& id, const message::ReplayRefusal& refusal);
    std::string why_busy(Peers::const_iterator known, std::size_t request) const;
    zeromq::Sending serve(const std::string& id, Page& page);
    bool has_budget();
    void end_page(Peer& peer);
    void forget(Peers::iterator peer);
    Result<void> begin(Page& page);
    void compare(Page& page, const std::vector<Epoch>& epochs);
    Result<void> fill(Page& page);
    void rest(Peer& peer, SteadyTime now);

    store::Outbox& outbox_;
    ReplayPeers& to_peers_;
    Counter& requests_;
    Counter& messages_;
    Counter& errors_;
    Peers peers_;         // those with a request in flight, by id
    std::string served_;  // whose turn it was
    std::size_t ready_bytes_ = 0, request_bytes_ = 0;
};

}  // namespace newsbus::bus
