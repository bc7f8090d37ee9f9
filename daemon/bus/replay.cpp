#include "bus/replay.h"

#include "base/log.h"
#include "message/frames.h"

#include <fmt/format.h>

#include <algorithm>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");
constexpr std::size_t in_flight = 4;         // requests of one peer
constexpr std::size_t most_peers = 256;      // with a request in flight
constexpr std::size_t page_bytes = 4 << 20;  // of bodies
constexpr std::size_t slice_count = 64;      // messages between two looks at live publishing
constexpr std::size_t slice_bytes = 256 << 10;
constexpr Seq scan_slice = 4096;                 // numbers looked at in one read, however rare the topic
constexpr Seq scan_page = 400'000;               // and in one page
constexpr std::size_t budget = 20 << 20;         // bytes of requests, and read for all peers and not taken by them
constexpr std::size_t request_budget = 4 << 20;  // bytes of requests that are not answered yet, of all peers
constexpr std::chrono::milliseconds first_rest{1}, longest_rest{64};
constexpr std::chrono::seconds patience{30};  // with a peer that takes nothing

}  // namespace

Replay::Replay(store::Outbox& outbox, ReplayPeers& peers, Counters& counters)
    : outbox_(outbox),
      to_peers_(peers),
      requests_(counters.counter("newsbus_replay_requests_total", "Replay requests received")),
      messages_(counters.counter("newsbus_replay_messages_total", "Messages sent in replays")),
      errors_(counters.counter("newsbus_replay_errors_total", "Replay requests refused, failed or given up")) {}

/// Why there is no room for a further request; "" when there is.
std::string Replay::why_busy(Peers::const_iterator known, std::size_t request) const {
    if (known != peers_.end() && known->second.pages.size() >= in_flight)
        return "too many requests in flight, wait for the answers";
    if (known == peers_.end() && peers_.size() >= most_peers)
        return "too many peers replay at the moment, try again later";
    return request_bytes_ + request > request_budget ? "too many requests wait at the moment, try again later" : "";
}

void Replay::accept(const std::string& peer, std::span<const std::string> frames, SteadyTime now) {
    requests_.add();
    if (frames.size() != 1) return refuse(peer, {"", "a request is a single frame, sent by a DEALER socket"});
    auto parsed = message::parse_request(frames[0]);
    if (auto* refusal = std::get_if<message::ReplayRefusal>(&parsed)) return refuse(peer, *refusal);

    auto& request = std::get<message::ReplayRequest>(parsed);
    auto known = peers_.find(peer);
    if (std::string why = why_busy(known, frames[0].size()); !why.empty())
        return refuse(peer, {request.name, why, message::busy});
    if (known == peers_.end()) {
        known = peers_.emplace(peer, Peer{}).first;
        known->second.progress = now;
    }
    Page page;
    page.end.name = request.name;
    page.request = std::move(request);
    request_bytes_ += page.request_bytes = frames[0].size();
    known->second.pages.push_back(std::move(page));
}

void Replay::refuse(const std::string& id, const message::ReplayRefusal& refusal) {
    errors_.add();
    to_peers_.insist(id, {to_json(refusal)});
}

bool Replay::step(SteadyTime now) {
    auto turn = peers_.upper_bound(served_);
    for (std::size_t looked = 0; looked < peers_.size(); ++looked, ++turn) {
        if (turn == peers_.end()) turn = peers_.begin();
        auto& [id, peer] = *turn;
        if (peer.retry_at > now) continue;
        served_ = id;
        Page& page = peer.pages.front();
        if (page.wants_more() && !has_budget()) {
            peer.progress = now;  // it is not this one that takes nothing
            rest(peer, now);
            return true;
        }
        std::size_t waiting = page.ready.size();
        zeromq::Sending outcome = serve(id, page);
        if (outcome == zeromq::Sending::full && page.ready.size() == waiting) {
            rest(peer, now);
        } else {
            peer.progress = now;
            peer.backoff = peer.backoff.zero();
        }
        if (outcome == zeromq::Sending::sent && page.finished) end_page(peer);
        if (now - peer.progress > patience) {
            errors_.add(static_cast<std::int64_t>(peer.pages.size()));
            to_peers_.disconnect(id);
            outcome = zeromq::Sending::gone;
        }
        if (outcome == zeromq::Sending::gone || peer.pages.empty()) forget(turn);
        return true;
    }
    return false;
}

/// May anything more be read? When not, the peer that takes nothing has to make room.
bool Replay::has_budget() {
    if (bytes() + to_peers_.bytes() < budget) return true;
    to_peers_.relieve();
    return false;
}

void Replay::end_page(Peer& peer) {
    const Page& page = peer.pages.front();
    request_bytes_ -= page.request_bytes;
    for (const OutboxEntry& entry : page.ready) ready_bytes_ -= entry.body.size();
    peer.pages.pop_front();
}

void Replay::forget(Peers::iterator peer) {
    while (!peer->second.pages.empty()) end_page(peer->second);
    peers_.erase(peer);
}

void Replay::forget(const std::string& peer) {
    if (auto known = peers_.find(peer); known != peers_.end()) forget(known);
}

void Replay::rest(Peer& peer, SteadyTime now) {
    peer.backoff = std::clamp(peer.backoff * 2, first_rest, longest_rest);
    peer.retry_at = now + peer.backoff;
}

std::optional<SteadyTime> Replay::due() const {
    std::optional<SteadyTime> earliest;
    for (const auto& [id, peer] : peers_)
        if (!earliest || peer.retry_at < *earliest) earliest = peer.retry_at;
    return earliest;
}

/// Sends what is read, reads what is missing; the page is finished when its last frame was taken.
zeromq::Sending Replay::serve(const std::string& id, Page& page) {
    if (zeromq::Sending room = to_peers_.room(id); room != zeromq::Sending::sent) return room;
    if (page.wants_more())
        if (auto filled = fill(page); !filled) {
            errors_.add();
            logger.warn("replay cannot read the log", {{"why", filled.error().what}});
            page.refusal = "the log cannot be read at the moment: " + filled.error().what;
        }
    while (!page.ready.empty()) {
        message::Frames message = message::frames(page.ready.front());
        zeromq::Sending outcome = to_peers_.send(id, {page.request.name, message.topic, message.header, message.body});
        if (outcome != zeromq::Sending::sent) return outcome;
        ready_bytes_ -= page.ready.front().body.size();
        page.ready.pop_front();
        messages_.add();
    }
    if (!page.refusal.empty()) {
        page.finished = true;
        return to_peers_.send(id, {to_json(message::ReplayRefusal{page.request.name, page.refusal, {}})});
    }
    if (!page.finished) return zeromq::Sending::sent;
    return to_peers_.send(id, {to_json(page.end)});
}

Result<void> Replay::begin(Page& page) {
    auto bounds = outbox_.bounds();
    if (!bounds) return bounds.error();
    auto epochs = outbox_.epochs();
    if (!epochs) return epochs.error();
    page.begun = true;
    page.end.epoch = epochs->empty() ? "" : epochs->back().name;
    page.end.oldest = bounds->oldest;
    page.end.last = bounds->last;
    // What was trimmed is answered with the first message kept; a number that was never given out, by a peer that tells
    // no epoch, with the last one that was, so that the peer misses nothing that comes.
    page.end.next = std::max(page.request.after, bounds->oldest > 0 ? bounds->oldest - 1 : 0);
    if (page.request.epoch.empty()) page.end.next = std::min(page.end.next, bounds->last);
    page.target = std::min(bounds->last, page.request.until.value_or(bounds->last));
    page.scan_end = std::min(page.target, page.end.next + scan_page);
    if (!page.request.epoch.empty()) compare(page, *epochs);
    return {};
}

/// The peer may count in an epoch that is over, and its numbers may have been given out again. It must learn up to
/// where the logs are the same before it gets any message of this one, so the page is empty and ends there.
void Replay::compare(Page& page, const std::vector<Epoch>& epochs) {
    if (std::optional<Seq> shared = shared_until(epochs, page.request.epoch)) {
        page.end.next = *shared;
        page.end.more = true;
        page.finished = true;
    } else if (page.request.after > page.end.last) {
        errors_.add();
        logger.warn("a peer has a number that the log never gave out, was the state put back?",
                    {{"number", page.request.after}, {"epoch", page.request.epoch}, {"last", page.end.last}});
        page.refusal = fmt::format(
            "after: the log ends at {} and cannot have given out {} in this epoch; it was put back unnoticed, begin "
            "anew",
            page.end.last, page.request.after);
    }
}

/// Reads the next slice of the page into `ready`, or finds that the page is whole.
Result<void> Replay::fill(Page& page) {
    if (!page.begun)
        if (auto begun = begin(page); !begun) return begun;
    if (page.finished || !page.refusal.empty()) return {};
    message::ReplayEnd& end = page.end;
    if (end.next >= page.scan_end || end.count >= page.request.limit || page.bytes >= page_bytes) {
        page.finished = true;
        end.more = end.next < page.target;
        return {};
    }
    Range range;
    range.after = end.next;
    range.until = std::min(page.scan_end, end.next + scan_slice);
    range.since = page.request.since;
    range.topics = page.request.topics;
    range.count = std::min(slice_count, page.request.limit - end.count);
    // The less is left for all, the less is taken of it at once.
    const std::size_t kept = std::min(budget, bytes() + to_peers_.bytes());
    range.bytes = std::min({slice_bytes, page_bytes - page.bytes, (budget - kept) / 16});
    auto entries = outbox_.read(range);
    if (!entries) return entries.error();

    end.next = entries->empty() ? *range.until : entries->back().seq;
    end.count += entries->size();
    for (OutboxEntry& entry : *entries) {
        page.bytes += entry.body.size();
        ready_bytes_ += entry.body.size();
        page.ready.push_back(std::move(entry));
    }
    return {};
}

}  // namespace newsbus::bus
