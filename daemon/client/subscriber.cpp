#include "client/subscriber.h"

#include "client/pager.h"
#include "client/progress.h"
#include "zeromq/socket.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace newsbus::client {
namespace {

constexpr std::size_t most_held = 10'000;  // live messages kept while a replay runs; the rest comes by replay too
constexpr std::size_t most_held_bytes = 64 << 20;
constexpr std::size_t most_ready = 256;
constexpr int receive_mark = 4000;

class ZeroMqSubscriber final : public Subscriber {
public:
    explicit ZeroMqSubscriber(SubscriberOptions options);

    std::optional<Received> next(Duration timeout) override;
    Seq complete() const override { return ready_.empty() ? progress_.complete() : handed_out_; }
    const std::string& epoch() const override { return epoch_; }
    const SubscriberCounts& counts() const override { return counts_; }

private:
    struct Ready {
        Received message;
        Seq complete;  // what handing this message out completes
    };

    void pump(SteadyTime now);
    void take_live(message::Frames message, SteadyTime now);
    void take_heartbeat(message::Frames message, SteadyTime now);
    void take_answer(Pager::Answer answer, SteadyTime now);
    void end_replay(const message::ReplayEnd& end, SteadyTime now);
    void other_log(const message::Heartbeat& beat, SteadyTime now);
    bool is_other_epoch(const std::string& epoch);
    void put_back(const message::ReplayEnd& end, SteadyTime now);
    void ask(std::optional<Seq> until, SteadyTime now);
    void hold(message::Frames message);
    void hand_out(message::Frames message, message::Position at, bool replayed);
    void sleep(SteadyTime now, SteadyTime until);
    void note(const std::string& what) const;
    bool asking() const { return pager_ && pager_->asking(); }
    bool room() const { return ready_.size() < most_ready; }

    SubscriberOptions options_;
    bool everything_ = false;
    bool wants_heartbeats_ = false;
    zmq::context_t context_;
    zmq::socket_t live_;
    std::optional<Pager> pager_;
    Progress progress_;
    SubscriberCounts counts_;
    std::string publisher_;             // whose numbers we count by
    std::string epoch_;                 // and in which epoch; "" = not known yet
    std::string asked_about_;           // an epoch in a live message for which a replay was asked already
    std::deque<Ready> ready_;           // to be handed out
    std::deque<message::Frames> held_;  // live messages that wait for the end of a replay
    std::size_t held_bytes_ = 0;
    std::optional<Seq> until_;  // what the running replay completes; nothing = it goes to the end of the log
    bool checking_ = false;     // the running replay only makes sure that nothing is missing
    Seq handed_out_ = 0;        // complete() while messages are ready
};

ZeroMqSubscriber::ZeroMqSubscriber(SubscriberOptions options)
    : options_(std::move(options)), live_(context_, zmq::socket_type::sub) {
    everything_ = options_.topics.empty() || std::ranges::count(options_.topics, std::string()) > 0;
    wants_heartbeats_ = std::ranges::any_of(options_.topics, [](const std::string& prefix) {
        return !prefix.empty() &&
               (message::heartbeat_topic.starts_with(prefix) || prefix.starts_with(message::heartbeat_topic));
    });
    if (everything_) options_.topics.clear();
    live_.set(zmq::sockopt::rcvhwm, receive_mark);
    live_.set(zmq::sockopt::linger, 0);
    live_.set(zmq::sockopt::ipv6, options_.publish.find('[') != std::string::npos);
    live_.set(zmq::sockopt::reconnect_ivl, 50);
    live_.set(zmq::sockopt::reconnect_ivl_max, 1000);
    for (const std::string& topic : options_.topics) live_.set(zmq::sockopt::subscribe, topic);
    live_.set(zmq::sockopt::subscribe, everything_ ? std::string() : std::string(message::heartbeat_topic));
    live_.connect(options_.publish);
    if (!options_.replay.empty()) pager_.emplace(context_, options_.replay);
    if (!options_.after) return;
    progress_.start(*options_.after, everything_);
    handed_out_ = *options_.after;
    epoch_ = options_.epoch;
    ask(std::nullopt, std::chrono::steady_clock::now());
}

std::optional<Received> ZeroMqSubscriber::next(Duration timeout) {
    SteadyTime deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        SteadyTime now = std::chrono::steady_clock::now();
        if (ready_.empty()) pump(now);
        if (!ready_.empty()) {
            Ready ready = std::move(ready_.front());
            ready_.pop_front();
            handed_out_ = ready.complete;
            if (ready.message.seq > 0) ++(ready.message.replayed ? counts_.replayed : counts_.live);
            return std::move(ready.message);
        }
        if (now >= deadline) return std::nullopt;
        sleep(now, deadline);
    }
}

/// Moves what has arrived: first the answers of a replay, then what had to wait for it, then what is live.
void ZeroMqSubscriber::pump(SteadyTime now) {
    if (pager_) {
        while (room()) {
            auto answer = pager_->receive(now);
            if (!answer) break;
            take_answer(std::move(*answer), now);
        }
        pager_->tick(now);
    }
    while (room() && !asking() && !held_.empty()) {
        message::Frames message = std::move(held_.front());
        held_.pop_front();
        held_bytes_ -= message.body.size();
        take_live(std::move(message), now);
    }
    while (room()) {
        auto frames = zeromq::receive(live_);
        if (!frames) break;
        if (frames->size() != 3) continue;
        message::Frames message{std::move((*frames)[0]), std::move((*frames)[1]), std::move((*frames)[2])};
        if (message.topic == message::heartbeat_topic)
            take_heartbeat(std::move(message), now);
        else if (asking() || !held_.empty())
            hold(std::move(message));
        else
            take_live(std::move(message), now);
    }
}

void ZeroMqSubscriber::take_live(message::Frames message, SteadyTime now) {
    auto at = message::position(message.header);
    if (!at) return note(message.topic + ": " + at.error().what);
    if (!progress_.started()) progress_.start(at->seq - 1, everything_);
    if (is_other_epoch(at->epoch) && pager_ && std::exchange(asked_about_, at->epoch) != at->epoch) {
        held_bytes_ += message.body.size();
        held_.push_front(std::move(message));
        return ask(std::nullopt, now);
    }
    Progress::Verdict verdict = progress_.judge(message.topic, *at);
    if (verdict == Progress::Verdict::duplicate) return;
    if (verdict == Progress::Verdict::gap) {
        ++counts_.gaps;
        note(fmt::format("gap before sequence={} topic={}", at->seq, message.topic));
        if (pager_) {
            held_bytes_ += message.body.size();
            held_.push_front(std::move(message));
            return ask(at->seq - 1, now);
        }
        if (everything_) progress_.confirm(at->seq - 1);
    }
    hand_out(std::move(message), *at, false);
}

void ZeroMqSubscriber::take_heartbeat(message::Frames message, SteadyTime now) {
    auto beat = message::parse_heartbeat(message.body);
    if (!beat) return note(beat.error().what);
    ++counts_.heartbeats;
    if (wants_heartbeats_) ready_.push_back({{std::move(message), 0, false}, progress_.complete()});
    if (!publisher_.empty() && publisher_ != beat->publisher) return other_log(*beat, now);
    publisher_ = beat->publisher;
    if (is_other_epoch(beat->epoch)) {
        if (pager_) return asking() ? void() : ask(std::nullopt, now);
        note("the log was put back, a new epoch begins epoch=" + beat->epoch);
        epoch_ = beat->epoch;
        return progress_.start(beat->sent, everything_);
    }
    if (!progress_.started()) return progress_.start(beat->sent, everything_);
    if (asking() || !held_.empty() || beat->sent <= progress_.complete()) return;
    if (!everything_ && !pager_) return;  // it may be on topics of no interest: nobody can tell
    if (pager_) {
        ask(beat->sent, now);
        checking_ = true;
        return;
    }
    ++counts_.gaps;
    note(fmt::format("gap at the end, sent={} received={}", beat->sent, progress_.complete()));
    progress_.confirm(beat->sent);
}

/// Is it not the one that we count in? The first one that is heard of is.
bool ZeroMqSubscriber::is_other_epoch(const std::string& epoch) {
    if (epoch_.empty()) epoch_ = epoch;
    return !epoch.empty() && epoch != epoch_;
}

/// What comes after `end.next` in the log has numbers that another message had before.
void ZeroMqSubscriber::put_back(const message::ReplayEnd& end, SteadyTime now) {
    note(fmt::format("the log was put back to {}, a new epoch begins epoch={}", end.next, end.epoch));
    epoch_ = end.epoch;
    progress_.put_back(end.next);
    for (Ready& ready : ready_) ready.complete = std::min(ready.complete, end.next);
    handed_out_ = std::min(handed_out_, end.next);
    held_.clear();  // they are replayed
    held_bytes_ = 0;
    ask(std::nullopt, now);
}

/// The numbers that we counted by mean nothing in another installation's log.
void ZeroMqSubscriber::other_log(const message::Heartbeat& beat, SteadyTime now) {
    note("the log of another publisher begins publisher=" + beat.publisher);
    publisher_ = beat.publisher;
    epoch_ = beat.epoch;
    held_.clear();
    held_bytes_ = 0;
    if (pager_) pager_->stop();
    bool from_the_start = pager_ && options_.after;
    progress_.start(from_the_start ? 0 : beat.sent, everything_);
    if (from_the_start) ask(std::nullopt, now);
}

void ZeroMqSubscriber::ask(std::optional<Seq> until, SteadyTime now) {
    if (!pager_) return;
    message::ReplayRequest request;
    request.after = progress_.complete();
    request.until = until_ = until;
    request.topics = options_.topics;
    request.epoch = epoch_;
    checking_ = false;
    pager_->ask(std::move(request), now);
}

void ZeroMqSubscriber::take_answer(Pager::Answer answer, SteadyTime now) {
    if (auto* refusal = std::get_if<message::ReplayRefusal>(&answer))
        return note("replay refused, will retry: " + refusal->why);
    if (auto* end = std::get_if<message::ReplayEnd>(&answer)) return end_replay(*end, now);
    message::Frames& message = std::get<message::Frames>(answer);
    auto at = message::position(message.header);
    if (!at) return note(message.topic + ": " + at.error().what);
    if (at->seq <= progress_.last_on(message.topic)) return progress_.confirm(at->seq);
    if (checking_) {
        ++counts_.gaps;
        note(fmt::format("gap at the end, sequence={} topic={}", at->seq, message.topic));
        checking_ = false;
    }
    hand_out(std::move(message), *at, true);
}

void ZeroMqSubscriber::end_replay(const message::ReplayEnd& end, SteadyTime now) {
    if (is_other_epoch(end.epoch)) return put_back(end, now);
    if (pager_->lost() > 0 && progress_.complete() > 0) {
        counts_.lost += pager_->lost();
        note(fmt::format("{} numbers were trimmed before they could be replayed, the log begins at {}", pager_->lost(),
                         end.oldest));
    }
    progress_.confirm(std::max(until_.value_or(0), end.next));
}

void ZeroMqSubscriber::hold(message::Frames message) {
    held_bytes_ += message.body.size();
    held_.push_back(std::move(message));
    if (held_.size() <= most_held && held_bytes_ <= most_held_bytes) return;
    held_.clear();  // they will be missed, and replayed
    held_bytes_ = 0;
}

void ZeroMqSubscriber::hand_out(message::Frames message, message::Position at, bool replayed) {
    // A replay leaves nothing out, so a replayed message completes all before it.
    replayed ? progress_.confirm(at.seq) : progress_.delivered(message.topic, at);
    ready_.push_back({{std::move(message), at.seq, replayed}, progress_.complete()});
}

void ZeroMqSubscriber::sleep(SteadyTime now, SteadyTime until) {
    if (asking()) until = std::min(until, pager_->next_tick());
    zmq_pollitem_t items[] = {{live_.handle(), 0, ZMQ_POLLIN, 0},
                              {pager_ ? pager_->socket().handle() : nullptr, -1, ZMQ_POLLIN, 0}};
    auto wait = std::max(Duration(0), std::chrono::ceil<Duration>(until - now));
    zmq_poll(items, pager_ ? 2 : 1, wait.count());  // a signal may end it early: next() looks again
}

void ZeroMqSubscriber::note(const std::string& what) const {
    if (options_.note) options_.note(what);
}

}  // namespace

Result<std::unique_ptr<Subscriber>> Subscriber::connect(SubscriberOptions options) {
    std::string endpoints = options.publish + (options.replay.empty() ? "" : " " + options.replay);
    try {
        return std::make_unique<ZeroMqSubscriber>(std::move(options));
    } catch (const zmq::error_t& error) {
        return Error{Errc::network, endpoints + ": " + error.what()};
    }
}

}  // namespace newsbus::client
