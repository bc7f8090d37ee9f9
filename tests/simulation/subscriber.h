#pragma once

#include "agenda.h"
#include "client/progress.h"
#include "log_watch.h"
#include "message/frames.h"
#include "message/replay_protocol.h"
#include "random.h"
#include "settings.h"

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace newsbus::simulation {

/// Somebody who follows the recipe of docs/bus.md, with more or less luck.
class Subscriber {
public:
    using Ask = std::function<void(const std::string& peer, const std::string& request)>;

    Subscriber(Agenda& agenda, const Settings& settings, LogWatch& log, std::string name, std::string prefix);

    /// How it asks for a replay. Nothing = there is no daemon at the moment.
    Ask ask;

    const std::string& name() const { return name_; }
    bool wants(std::string_view topic) const { return topic.starts_with(prefix_) || topic == message::heartbeat_topic; }

    /// A live message arrives, unless its queue is full or luck is against it.
    void publish(const message::Frames& frames);

    /// A frame of an answer arrives. False: its queue is full.
    bool answer(std::vector<std::string> frames);

    /// The daemon has closed its connection: what was on its way is lost.
    void cut_off() { answers_.clear(); }

    /// Now and then: it stalls, or dies and begins again from what it had saved.
    void misfortune();
    void calm_down() { calm_ = true; }

    /// The end: it has the log, once.
    void check_settled(Seq oldest);

private:
    void look_soon();
    void look();
    void take_answer(const std::vector<std::string>& frames);
    void take_live();
    void take_heartbeat(const message::Heartbeat& beat);
    void handle(const message::Frames& frames, message::Position at);
    void begin();
    void replay(bool anew);
    void save();
    void fail(const std::string& what) { agenda_.fail(name_ + ": " + what); }

    Agenda& agenda_;
    const Settings& settings_;
    LogWatch& log_;
    Random dice_;
    std::string name_, prefix_;
    bool calm_ = false, looking_ = false;
    SteadyTime stalls_until_{};

    std::deque<message::Frames> live_;
    std::deque<std::vector<std::string>> answers_;
    bool asking_ = false;
    std::string request_;
    std::uint64_t requests_ = 0;
    Seq asked_after_ = 0;
    client::Progress progress_;
    std::string epoch_;

    std::vector<Seq> handled_;  ///< in this order
    std::set<Seq> since_;       ///< handled after progress_.complete()
    Seq lost_ = 0;              ///< everything up to here may have been trimmed before it was read
    struct Saved {
        Seq done = 0;
        std::string epoch;
        std::size_t handled = 0;
        std::set<Seq> since;
    } saved_;  ///< one transaction
};

}  // namespace newsbus::simulation
