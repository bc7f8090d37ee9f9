#include "subscriber.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t live_mark = 200, answer_mark = 64;
constexpr auto silence = 5s;  // after which a replay is asked for again

}  // namespace

Subscriber::Subscriber(Agenda& agenda, const Settings& settings, LogWatch& log, std::string name, std::string prefix)
    : agenda_(agenda),
      settings_(settings),
      log_(log),
      dice_(settings.seed, name),
      name_(std::move(name)),
      prefix_(std::move(prefix)) {
    begin();
}

void Subscriber::begin() {
    live_.clear();
    answers_.clear();
    asking_ = false;
    handled_.resize(saved_.handled);
    since_ = saved_.since;
    epoch_ = saved_.epoch;
    progress_.start(saved_.done, prefix_.empty());
    agenda_.after(1ms, [this] { replay(true); });
}

void Subscriber::save() {
    saved_ = {progress_.complete(), epoch_, handled_.size(), since_};
}

void Subscriber::misfortune() {
    if (calm_) return;
    if (settings_.has("stall") && dice_.chance(0.5)) {
        stalls_until_ = agenda_.steady.now() + dice_.pause(std::chrono::minutes(5));
        agenda_.tell(name_, "stalls");
    } else if (settings_.has("restart")) {
        agenda_.tell(name_, fmt::format("begins again after {}", saved_.done));
        begin();
    }
}

void Subscriber::publish(const message::Frames& frames) {
    if (live_.size() >= live_mark) return;
    if (!calm_ && settings_.has("drop") && dice_.chance(0.02)) return;
    live_.push_back(frames);
    look_soon();
}

bool Subscriber::answer(std::vector<std::string> frames) {
    if (answers_.size() >= answer_mark) return false;
    answers_.push_back(std::move(frames));
    look_soon();
    return true;
}

void Subscriber::look_soon() {
    if (looking_) return;
    looking_ = true;
    const SteadyTime soon = agenda_.steady.now() + Duration(dice_.between(1, 50));
    agenda_.at(std::max(soon, stalls_until_), [this] { look(); });
}

void Subscriber::look() {
    looking_ = false;
    while (!answers_.empty()) {
        const std::vector<std::string> frames = std::move(answers_.front());
        answers_.pop_front();
        take_answer(frames);
    }
    while (!asking_ && !live_.empty()) take_live();
    if (dice_.chance(0.3)) save();
}

/// Asks for what comes after progress_.complete(). Silence is answered by asking anew: the daemon may have died.
void Subscriber::replay(bool anew) {
    if (asking_ && !anew) return;
    asking_ = true;
    request_ = fmt::format("{} {}", name_, ++requests_);
    message::ReplayRequest request;
    request.name = request_;
    request.after = asked_after_ = progress_.complete();
    request.epoch = epoch_;
    request.limit = 50;
    if (!prefix_.empty()) request.topics = {prefix_};
    if (ask) ask(name_, message::to_json(request));
    agenda_.after(silence, [this, mine = requests_] {
        if (asking_ && mine == requests_) replay(true);
    });
}

void Subscriber::take_answer(const std::vector<std::string>& frames) {
    if (frames.size() == 1) {
        auto parsed = message::parse_answer(frames[0]);
        if (!parsed) return fail("an answer that cannot be read: " + parsed.error().what);
        auto* end = std::get_if<message::ReplayEnd>(&*parsed);
        if (!end) return;  // refused: asked again in some seconds
        if (end->name != request_ || !asking_) return;
        if (end->oldest > asked_after_ + 1) lost_ = std::max(lost_, end->oldest - 1);
        epoch_ = end->epoch;
        progress_.confirm(end->next);
        std::erase_if(since_, [this](Seq seq) { return seq <= progress_.complete(); });
        asking_ = false;
        if (end->more) replay(true);
        return;
    }
    if (frames.at(0) != request_ || !asking_) return;  // of a request that was given up
    const message::Frames message{frames.at(1), frames.at(2), frames.at(3)};
    auto at = message::position(message.header);
    if (!at) return fail(at.error().what);
    const bool new_one = at->seq > progress_.last_on(message.topic);
    if (new_one) handle(message, *at);
    progress_.confirm(at->seq);
}

void Subscriber::take_live() {
    const message::Frames message = std::move(live_.front());
    live_.pop_front();
    if (message.topic == message::heartbeat_topic) {
        auto beat = message::parse_heartbeat(message.body);
        if (!beat) return fail(beat.error().what);
        return take_heartbeat(*beat);
    }
    auto at = message::position(message.header);
    if (!at) return fail(at.error().what);
    switch (progress_.judge(message.topic, *at)) {
        case client::Progress::Verdict::duplicate:
            return;
        case client::Progress::Verdict::gap:
            live_.push_front(message);
            return replay(false);
        case client::Progress::Verdict::deliver:
            handle(message, *at);
            progress_.delivered(message.topic, *at);
    }
}

void Subscriber::take_heartbeat(const message::Heartbeat& beat) {
    if (beat.sent > progress_.complete()) replay(false);
}

void Subscriber::handle(const message::Frames& frames, message::Position at) {
    if (since_.contains(at.seq)) return;  // before it died
    log_.compare(name_, at.seq, print_of(frames.topic, frames.header, frames.body));
    if (!wants(frames.topic)) fail(fmt::format("got message {} on {}", at.seq, frames.topic));
    if (prefix_.empty() && !handled_.empty() && at.seq <= handled_.back())
        fail(fmt::format("got message {} after {}", at.seq, handled_.back()));
    handled_.push_back(at.seq);
    since_.insert(at.seq);
}

void Subscriber::check_settled(Seq oldest) {
    std::set<Seq> had;
    std::map<std::string, Seq> last;
    for (Seq seq : handled_) {
        if (!had.insert(seq).second) fail(fmt::format("handled message {} twice", seq));
        Seq& before = last[log_.topic(seq)];
        if (seq < before) fail(fmt::format("handled message {} after {} of the same topic", seq, before));
        before = seq;
    }
    const Seq excused = std::min(lost_, oldest == 0 ? 0 : oldest - 1);
    for (Seq seq = excused + 1; seq <= log_.last(); ++seq)
        if (wants(log_.topic(seq)) && !had.contains(seq)) fail(fmt::format("never got message {}", seq));
}

}  // namespace newsbus::simulation
