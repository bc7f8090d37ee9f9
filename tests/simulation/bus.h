#pragma once

#include "agenda.h"
#include "bugs.h"
#include "bus/replay.h"
#include "delivery/courier.h"
#include "delivery/delivery.h"
#include "delivery/relay.h"
#include "log_watch.h"
#include "subscriber.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace newsbus::simulation {

/// What outlives the daemon on the bus: the subscribers, and what was ever handed to the sink.
struct Audience {
    std::vector<std::unique_ptr<Subscriber>> subscribers;
    Seq sent = 0;                           ///< the highest number handed over
    bool refuses = false;                   ///< the sink takes nothing at the moment
    std::function<void(std::size_t)> took;  ///< told how many of a batch the sink took
    std::function<void()> mute_asks;        ///< a new peer asks for the whole log and never reads; nothing: no daemon
    std::optional<std::size_t> dies_after;  ///< of so many messages of the next batch

    void publish(const message::Frames& frames) {
        for (auto& subscriber : subscribers)
            if (subscriber->wants(frames.topic)) subscriber->publish(frames);
    }
};

/// The bus thread of one daemon: relay, replay and heartbeat, on the agenda.
class Bus final : public delivery::Courier, bus::ReplayPeers {
public:
    Bus(Agenda& agenda, Audience& audience, LogWatch& log, store::Outbox& outbox, delivery::Relay::OnSent on_sent,
        Counters& counters);
    ~Bus() override;

    void wake() override;
    void drain(Duration) override;
    std::uint64_t ticks() const override { return ticks_; }

private:
    class Publisher;
    void look();
    void beat();
    void ask(const std::string& peer, const std::string& request);
    void ask_and_never_read();
    void serve();
    void look_at(SteadyTime time);

    // The peers are subscribers, whose queues are bounded by themselves, and mute ones.
    zeromq::Sending room(const std::string& peer) override;
    zeromq::Sending send(const std::string& peer, std::initializer_list<std::string_view> frames) override;
    zeromq::Sending insist(const std::string& peer, std::initializer_list<std::string_view> frames) override {
        return send(peer, frames);
    }
    std::size_t bytes() const override { return 0; }
    void disconnect(const std::string& peer) override;
    void relieve() override {}

    Subscriber* subscriber(const std::string& peer);

    /// Enters an action that is nothing once this bus is gone.
    void after(SteadyTime::duration pause, std::function<void()> action);
    void after(SteadyTime::duration pause, void (Bus::*action)()) {
        after(pause, [this, action] { (this->*action)(); });
    }

    Agenda& agenda_;
    Audience& audience_;
    store::Outbox& outbox_;
    std::unique_ptr<Publisher> sink_;
    delivery::Relay relay_;
    bus::Replay replay_;
    int mutes_ = 0;                            ///< that ever asked
    std::map<std::string, std::size_t> mute_;  ///< peers that never read, and the frames that wait for them
    bool looking_ = false, serving_ = false;
    std::uint64_t ticks_ = 0;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace newsbus::simulation
