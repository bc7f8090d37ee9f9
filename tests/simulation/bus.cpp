#include "bus.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

constexpr auto heartbeat = 10s;
constexpr std::size_t mute_mark = 16;  // what goes to a peer that never reads before its queue is full
constexpr auto patience = 35s;         // such a peer is gone by then

}  // namespace

/// The sink: hands what it is given to whoever listens.
class Bus::Publisher final : public delivery::Sink {
public:
    Publisher(Agenda& agenda, Audience& audience, LogWatch& log, store::Outbox& outbox)
        : agenda_(agenda), audience_(audience), log_(log), outbox_(outbox) {}

    std::string_view name() const override { return "zeromq"; }

    delivery::Taken send(std::span<const OutboxEntry> batch) override {
        delivery::Taken taken;
        if (audience_.refuses) taken.trouble = Error{Errc::network, "the sink takes nothing"};
        if (taken.trouble) return taken;
        for (const OutboxEntry& entry : batch) {
            if (audience_.dies_after && taken.count == *audience_.dies_after) {
                taken.trouble = Error{Errc::cancelled, "died"};
                break;
            }
            publish(entry);
            ++taken.count;
        }
        audience_.took(taken.count);
        return taken;
    }

private:
    void publish(const OutboxEntry& entry) {
        log_.compare("the sink", entry);
        if (entry.seq > audience_.sent + 1 && outbox_.bounds()->oldest <= audience_.sent + 1)
            agenda_.fail(fmt::format("the sink got message {} after {}", entry.seq, audience_.sent));
        audience_.sent = std::max(audience_.sent, entry.seq);
        audience_.publish(message::frames(entry));
    }

    Agenda& agenda_;
    Audience& audience_;
    LogWatch& log_;
    store::Outbox& outbox_;
};

Bus::Bus(Agenda& agenda, Audience& audience, LogWatch& log, store::Outbox& outbox, delivery::Relay::OnSent on_sent,
         Counters& counters)
    : agenda_(agenda),
      audience_(audience),
      outbox_(outbox),
      sink_(std::make_unique<Publisher>(agenda, audience, log, outbox)),
      relay_(outbox, *sink_, std::move(on_sent), counters),
      replay_(outbox, *this, counters) {
    for (auto& subscriber : audience_.subscribers)
        subscriber->ask = [this](const std::string& peer, const std::string& request) { ask(peer, request); };
    audience_.mute_asks = [this] { ask_and_never_read(); };
    wake();
    after(heartbeat, &Bus::beat);
}

Bus::~Bus() {
    for (auto& subscriber : audience_.subscribers) subscriber->ask = nullptr;
    audience_.mute_asks = nullptr;
}

void Bus::after(SteadyTime::duration pause, std::function<void()> action) {
    agenda_.after(pause, [action = std::move(action), alive = std::weak_ptr<int>(alive_)] {
        if (alive.lock()) action();
    });
}

void Bus::wake() {
    if (!std::exchange(looking_, true)) after(3ms, &Bus::look);
}

void Bus::look() {
    ++ticks_;
    looking_ = false;
    const SteadyTime now = agenda_.steady.now();
    if (relay_.step(now)) return wake();
    if (auto retry = relay_.retry_at(); retry && !std::exchange(looking_, true))
        after(std::max<SteadyTime::duration>(1ms, *retry - now), &Bus::look);
}

void Bus::drain(Duration) {
    while (relay_.step(agenda_.steady.now())) {
    }
}

void Bus::beat() {
    after(heartbeat, &Bus::beat);
    const Bounds bounds = outbox_.bounds().value();
    if (bounds.last > relay_.sent()) wake();
    audience_.publish(message::heartbeat(outbox_.publisher().value(), outbox_.epochs()->back().name, relay_.sent(),
                                         bounds.oldest, agenda_.now()));
}

void Bus::ask(const std::string& peer, const std::string& request) {
    replay_.accept(peer, std::vector<std::string>{request}, agenda_.steady.now());
    if (!std::exchange(serving_, true)) after(1ms, &Bus::serve);
}

void Bus::ask_and_never_read() {
    const std::string peer = fmt::format("mute {}", ++mutes_);
    mute_[peer] = 0;
    message::ReplayRequest request;
    for (const char* name : {"one", "two"}) {
        request.name = name;
        ask(peer, message::to_json(request));
    }
    after(patience, [this, peer] {
        mute_.erase(peer);
        if (replay_.serves(peer)) agenda_.fail("a peer that never reads is served after 35 s: " + peer);
    });
}

void Bus::serve() {
    serving_ = false;
    const SteadyTime now = agenda_.steady.now();
    replay_.step(now);
    if (auto due = replay_.due(); due && !std::exchange(serving_, true))
        after(std::max<SteadyTime::duration>(1ms, *due - now), &Bus::serve);
}

Subscriber* Bus::subscriber(const std::string& peer) {
    auto found = std::ranges::find(audience_.subscribers, peer, [](const auto& one) { return one->name(); });
    return found == audience_.subscribers.end() ? nullptr : found->get();
}

zeromq::Sending Bus::room(const std::string& peer) {
    if (auto mute = mute_.find(peer); mute != mute_.end())
        return mute->second < mute_mark ? zeromq::Sending::sent : zeromq::Sending::full;
    return subscriber(peer) ? zeromq::Sending::sent : zeromq::Sending::gone;
}

zeromq::Sending Bus::send(const std::string& peer, std::initializer_list<std::string_view> frames) {
    if (auto mute = mute_.find(peer); mute != mute_.end()) {
        const zeromq::Sending taken = room(peer);
        if (taken == zeromq::Sending::sent) ++mute->second;
        return taken;
    }
    Subscriber* reader = subscriber(peer);
    if (!reader) return zeromq::Sending::gone;
    return reader->answer({frames.begin(), frames.end()}) ? zeromq::Sending::sent : zeromq::Sending::full;
}

// What waits in the queue of a connection is lost with it.
void Bus::disconnect(const std::string& peer) {
    mute_.erase(peer);
    if (Subscriber* reader = subscriber(peer)) reader->cut_off();
}

}  // namespace newsbus::simulation
