#include "bus.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

constexpr auto heartbeat = 10s;

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
        subscriber->ask = [this](const std::string& peer, const std::string& request) {
            replay_.accept(peer, std::vector<std::string>{request}, agenda_.steady.now());
            if (!std::exchange(serving_, true)) after(1ms, &Bus::serve);
        };
    wake();
    after(heartbeat, &Bus::beat);
}

Bus::~Bus() {
    for (auto& subscriber : audience_.subscribers) subscriber->ask = nullptr;
}

void Bus::after(SteadyTime::duration pause, void (Bus::*action)()) {
    agenda_.after(pause, [this, action, alive = std::weak_ptr<int>(alive_)] {
        if (alive.lock()) (this->*action)();
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

void Bus::serve() {
    serving_ = false;
    const SteadyTime now = agenda_.steady.now();
    replay_.step(now);
    if (auto due = replay_.due(); due && !std::exchange(serving_, true))
        after(std::max<SteadyTime::duration>(1ms, *due - now), &Bus::serve);
}

zeromq::Sending Bus::room(const std::string& peer) {
    bool is_there =
        std::ranges::any_of(audience_.subscribers, [&peer](const auto& one) { return one->name() == peer; });
    return is_there ? zeromq::Sending::sent : zeromq::Sending::gone;
}

zeromq::Sending Bus::send(const std::string& peer, std::initializer_list<std::string_view> frames) {
    for (auto& subscriber : audience_.subscribers) {
        if (subscriber->name() != peer) continue;
        std::vector<std::string> copied;
        for (std::string_view frame : frames) copied.emplace_back(frame);
        return subscriber->answer(std::move(copied)) ? zeromq::Sending::sent : zeromq::Sending::full;
    }
    return zeromq::Sending::gone;
}

}  // namespace newsbus::simulation
