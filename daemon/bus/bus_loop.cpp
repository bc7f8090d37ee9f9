#include "bus/bus_loop.h"

#include "base/log.h"

#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");
using Millis = std::chrono::milliseconds;

constexpr std::size_t much = 8 << 20;  // bytes that are worth giving back
constexpr Millis longest_sleep{1000};  // so that the watchdog sees a living thread

std::int64_t steady_millis(std::chrono::steady_clock::time_point time) {
    return std::chrono::duration_cast<Millis>(time.time_since_epoch()).count();
}

TimePoint wall_clock() {
    return SystemClock().now();
}

}  // namespace

BusLoop::BusLoop(Publisher& publisher, ReplayPort& port, store::Outbox& outbox, delivery::Relay::OnSent on_sent,
                 LoopControls& controls, Counters& counters)
    : publisher_(publisher),
      port_(port),
      outbox_(outbox),
      controls_(controls),
      relay_(outbox, publisher, std::move(on_sent), counters),
      replay_(outbox, port, counters),
      heartbeats_(counters.counter("newsbus_heartbeats_total", "Heartbeats sent")),
      replay_connections_(counters.gauge("newsbus_replay_connections", "Connections to the replay endpoint")),
      replay_bytes_(counters.gauge("newsbus_replay_bytes",
                                   "Bytes kept for peers that replay: requests, what was read "
                                   "of the log for them, what they have not taken")) {}

/// Asked in each turn: counting ticks here shows the watchdog that the thread lives.
bool BusLoop::keep_going() {
    controls_.ticks.fetch_add(1, std::memory_order_relaxed);
    if (controls_.stop) return false;
    return !controls_.drain || steady_millis(std::chrono::steady_clock::now()) < controls_.drain_until;
}

void BusLoop::run() {
    while (keep_going()) {
        auto now = std::chrono::steady_clock::now();
        publisher_.turn(now, {Duration(controls_.grace.load()), controls_.queue_memory, controls_.high_water_mark});
        serve_peers(now);
        give_memory_back();
        relay(now);
        if (controls_.drain && is_done()) break;
        bool served = replay_.step(now);
        if (now >= next_beat_) beat(now);
        sleep(now, served);
    }
}

void BusLoop::relay(SteadyTime now) {
    if (!publisher_.has_room()) return;
    const bool more = (look_ || controls_.drain) && relay_.step(now);
    look_ = more || relay_.retry_at() || !publisher_.has_room();
}

/// Is everything sent, and taken?
bool BusLoop::is_done() const {
    return !look_ && !publisher_.is_behind();
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
    publisher_.announce(message::heartbeat(*publisher, epochs->empty() ? "" : epochs->back().name, relay_.sent(),
                                           bounds->oldest, wall_clock()));
    heartbeats_.add();
}

void BusLoop::serve_peers(SteadyTime now) {
    const ReplayPort::Handlers handlers{[this, now](const std::string& peer, std::span<const std::string> frames) {
                                            replay_.accept(peer, frames, now);
                                        },
                                        [this](const std::string& peer) { replay_.forget(peer); },
                                        [this](const std::string& peer) { return replay_.serves(peer); }};
    port_.turn(now, handlers);
    replay_connections_.set(static_cast<std::int64_t>(port_.connections()));
}

/// What peers held goes back to the system when it is over: the allocator would keep it.
void BusLoop::give_memory_back() {
    const std::size_t replay = replay_.bytes() + port_.bytes() + port_.input();
    replay_bytes_.set(static_cast<std::int64_t>(replay));
    const std::size_t bytes = replay + publisher_.bytes();
    most_bytes_ = std::max(most_bytes_, bytes);
    if (most_bytes_ < much || bytes > most_bytes_ / 8) return;
    most_bytes_ = bytes;
    malloc_trim(0);
}

SteadyTime BusLoop::next_look(SteadyTime now) const {
    SteadyTime next = std::min(next_beat_, now + longest_sleep);
    if (auto due = replay_.due()) next = std::min(next, *due);
    if (auto due = port_.due()) next = std::min(next, *due);
    if (auto due = publisher_.due()) next = std::min(next, *due);
    if (auto retry = relay_.retry_at())
        next = std::min(next, *retry);
    else if (look_ && publisher_.has_room())
        next = now;
    if (controls_.drain) next = std::min(next, SteadyTime(Millis(controls_.drain_until.load())));
    return next;
}

void BusLoop::sleep(SteadyTime now, bool busy) {
    Millis wait{0};
    if (!busy) wait = std::max(Millis(0), std::chrono::ceil<Millis>(next_look(now) - std::chrono::steady_clock::now()));
    std::array<pollfd, 3> items{
        {{publisher_.fd(), POLLIN, 0}, {port_.fd(), POLLIN, 0}, {controls_.wake_fd, POLLIN, 0}}};
    // A failure here is a signal at most: the next turn looks at everything anyway.
    poll(items.data(), items.size(), static_cast<int>(wait.count()));
    if (items[2].revents & POLLIN) {
        eventfd_t count = 0;
        eventfd_read(controls_.wake_fd, &count);
        look_ = true;
    }
}

}  // namespace newsbus::bus
