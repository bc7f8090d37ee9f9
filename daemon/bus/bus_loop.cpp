#include "bus/bus_loop.h"

#include "base/log.h"

#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");
using Millis = std::chrono::milliseconds;

constexpr std::size_t much = 8 << 20;  // bytes that are worth giving back
constexpr int subscriptions_a_turn = 256;
constexpr std::chrono::minutes quiet_time{1};  // between two lines about subscribers that were ended
constexpr Millis longest_sleep{1000};          // so that the watchdog sees a living thread

std::int64_t steady_millis(std::chrono::steady_clock::time_point time) {
    return std::chrono::duration_cast<Millis>(time.time_since_epoch()).count();
}

TimePoint wall_clock() {
    return SystemClock().now();
}

}  // namespace

BusLoop::BusLoop(Sockets& sockets, store::Outbox& outbox, delivery::Relay::OnSent on_sent, LoopControls& controls,
                 Counters& counters)
    : sockets_(sockets),
      outbox_(outbox),
      controls_(controls),
      sink_(
          sockets.publish, Duration(controls.grace.load()), [this] { return keep_going(); }, counters),
      relay_(outbox, sink_, std::move(on_sent), counters),
      replay_(outbox, *sockets.replay, counters),
      heartbeats_(counters.counter("newsbus_heartbeats_total", "Heartbeats sent")),
      ended_(counters.counter("newsbus_subscribers_ended_total", "Subscribers that subscribed to too much")),
      subscribers_(counters.gauge("newsbus_subscribers", "Connections to the publishing endpoints")),
      replay_connections_(counters.gauge("newsbus_replay_connections", "Connections to the replay endpoint")),
      replay_bytes_(counters.gauge("newsbus_replay_bytes",
                                   "Bytes kept for peers that replay: requests, what was read "
                                   "of the log for them, what they have not taken")) {}

/// Asked in each turn, and while sending waits for a full pipe: counting ticks here shows the watchdog that the thread
/// lives.
bool BusLoop::keep_going() {
    controls_.ticks.fetch_add(1, std::memory_order_relaxed);
    if (controls_.stop) return false;
    return !controls_.drain || steady_millis(std::chrono::steady_clock::now()) < controls_.drain_until;
}

void BusLoop::run() {
    while (keep_going()) {
        auto now = std::chrono::steady_clock::now();
        sink_.set_grace(Duration(controls_.grace.load()));
        bool more = (look_ || controls_.drain) && relay_.step(now);
        look_ = more || relay_.retry_at();
        if (!look_ && controls_.drain) break;
        count_connections();
        read_subscriptions(now);
        serve_peers(now);
        bool served = replay_.step(now);
        if (now >= next_beat_) beat(now);
        sleep(now, served);
    }
}

void BusLoop::beat(SteadyTime now) {
    next_beat_ = now + Millis(controls_.heartbeat.load());
    auto publisher = outbox_.publisher();
    auto bounds = outbox_.bounds();
    auto epochs = outbox_.epochs();
    bool failing = !publisher || !bounds || !epochs;
    if (failing && !outbox_failing_)
        logger.error("no heartbeat, the log cannot be read", {{"why", !publisher ? publisher.error().what
                                                                      : !bounds  ? bounds.error().what
                                                                                 : epochs.error().what}});
    outbox_failing_ = failing;
    if (failing) return;
    if (bounds->last > relay_.sent()) look_ = true;  // makes up for a wake that never came
    auto sent = sink_.publish(message::heartbeat(*publisher, epochs->empty() ? "" : epochs->back().name, relay_.sent(),
                                                 bounds->oldest, wall_clock()));
    if (sent) heartbeats_.add();
}

void BusLoop::serve_peers(SteadyTime now) {
    const ReplayPort::Handlers handlers{[this, now](const std::string& peer, std::span<const std::string> frames) {
                                            replay_.accept(peer, frames, now);
                                        },
                                        [this](const std::string& peer) { replay_.forget(peer); },
                                        [this](const std::string& peer) { return replay_.serves(peer); }};
    sockets_.replay->turn(now, handlers);
    replay_connections_.set(static_cast<std::int64_t>(sockets_.replay->connections()));
    give_memory_back();
}

/// What many replays took goes back to the system when they are over: the allocator would keep it.
void BusLoop::give_memory_back() {
    std::size_t bytes = replay_.bytes() + sockets_.replay->bytes();
    replay_bytes_.set(static_cast<std::int64_t>(bytes));
    most_replay_bytes_ = std::max(most_replay_bytes_, bytes);
    if (most_replay_bytes_ < much || bytes > most_replay_bytes_ / 8) return;
    most_replay_bytes_ = bytes;
    malloc_trim(0);
}

/// XPUB hands us what subscribers asked for; ZeroMQ filters by it, we only count.
void BusLoop::read_subscriptions(SteadyTime now) {
    for (int i = 0; i < subscriptions_a_turn; ++i) {
        zmq::message_t change;
        if (!sockets_.publish.recv(change, zmq::recv_flags::dontwait)) return;
        const int connection = zmq_msg_get(change.handle(), ZMQ_SRCFD);
        if (change.size() == 0 || !connections_.contains(connection)) continue;
        const std::string_view text = change.to_string_view();
        if (text[0] != '\0' && text[0] != '\1') continue;  // not of subscriptions: XSUB sockets may send anything
        const std::optional<int> greedy = subscriptions_.change(connection, text[0] == '\1', text.substr(1));
        if (greedy && connections_.contains(*greedy)) end(*greedy, now);
    }
}

/// libzmq has no call for it. It notices, forgets the connection and tells us by its monitor.
void BusLoop::end(int connection, SteadyTime now) {
    shutdown(connection, SHUT_RDWR);
    const std::size_t had = subscriptions_.forget(connection);
    ended_.add();
    ended_one_ = true;
    if (now < next_line_) {
        ++left_out_lines_;
        return;
    }
    next_line_ = now + quiet_time;
    logger.warn("subscriber ended",
                {{"why", "subscribes to too much"}, {"bytes", had}, {"left_out", std::exchange(left_out_lines_, 0)}});
}

void BusLoop::count_connections() {
    while (auto event = zeromq::receive(sockets_.monitor)) {
        if (event->front().size() < 6) continue;
        std::uint16_t what = 0;
        std::int32_t descriptor = 0;
        std::memcpy(&what, event->front().data(), sizeof what);
        std::memcpy(&descriptor, event->front().data() + sizeof what, sizeof descriptor);
        subscriptions_.forget(descriptor);
        if (what == ZMQ_EVENT_ACCEPTED)
            connections_.insert(descriptor);
        else
            connections_.erase(descriptor);
        if (what != ZMQ_EVENT_ACCEPTED && std::exchange(ended_one_, false)) malloc_trim(0);
        subscribers_.set(static_cast<std::int64_t>(connections_.size()));
    }
}

SteadyTime BusLoop::next_look(SteadyTime now) const {
    SteadyTime next = std::min(next_beat_, now + longest_sleep);
    if (auto due = replay_.due()) next = std::min(next, *due);
    if (auto due = sockets_.replay->due()) next = std::min(next, *due);
    if (auto retry = relay_.retry_at())
        next = std::min(next, *retry);
    else if (look_)
        next = now;
    if (controls_.drain) next = std::min(next, SteadyTime(Millis(controls_.drain_until.load())));
    return next;
}

void BusLoop::sleep(SteadyTime now, bool busy) {
    Millis wait{0};
    if (!busy) wait = std::max(Millis(0), std::chrono::ceil<Millis>(next_look(now) - std::chrono::steady_clock::now()));
    std::array<zmq_pollitem_t, 4> items{{{sockets_.publish.handle(), 0, ZMQ_POLLIN, 0},
                                         {nullptr, sockets_.replay->fd(), ZMQ_POLLIN, 0},
                                         {sockets_.monitor.handle(), 0, ZMQ_POLLIN, 0},
                                         {nullptr, controls_.wake_fd, ZMQ_POLLIN, 0}}};
    // A failure here is a signal at most: the next turn looks at everything anyway.
    zmq_poll(items.data(), static_cast<int>(items.size()), wait.count());
    if (items[3].revents & ZMQ_POLLIN) {
        eventfd_t count = 0;
        eventfd_read(controls_.wake_fd, &count);
        look_ = true;
    }
}

}  // namespace newsbus::bus
