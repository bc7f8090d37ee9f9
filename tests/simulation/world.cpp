#include "world.h"

#include "ledger/failure.h"
#include "passing_rows.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

/// A store in which one message finds no place.
class Refusing final : public PassingRows {
public:
    Refusing(ledger::Transaction& rows, bool& armed) : PassingRows(rows), armed_(armed) {}
    Seq append(const message::Message& message) override {
        if (std::exchange(armed_, false)) throw ledger::Failure(Error{Errc::too_large, "no place for this message"});
        return PassingRows::append(message);
    }

private:
    bool& armed_;
};

http::Options limits_of(const Settings& settings, Random& dice) {
    http::Options limits;
    limits.max_connections = settings.calm ? 64 : dice.between(2, 10);
    limits.max_per_host = dice.chance(0.7) ? 1 : 2;
    limits.host_pause = std::chrono::milliseconds(dice.between(0, 4) * 500);
    limits.min_interval = settings.calm ? 60s : std::chrono::seconds(dice.between(5, dice.chance(0.5) ? 15 : 120));
    return limits;
}

std::vector<Site> sites_of(const Settings& settings) {
    std::vector<Site> sites;
    sites.reserve(static_cast<std::size_t>(settings.sources));
    for (int i = 0; i < settings.sources; ++i) sites.emplace_back(settings, settings.first + i);
    return sites;
}

}  // namespace

World::World(Settings settings)
    : settings_(std::move(settings)),
      agenda_(settings_.trace),
      dice_(settings_.seed, "world"),
      limits_(limits_of(settings_, dice_)),
      sites_(sites_of(settings_)),
      outbox_(store::open_memory_outbox(disk_)),
      log_(agenda_, *outbox_),
      network_(agenda_, sites_, limits_),
      policy_{.addressing = {}, .publish_once = dice_.chance(0.25)},
      model_({agenda_, sites_, network_, disk_->tables(), log_, limits_.min_interval, policy_.publish_once}),
      bug_(make_bug(settings_.bug, {*disk_, [this](const OutboxEntry& entry) { log_.compare("the sink", entry); }})) {
    if (settings_.has("trim") && !settings_.calm && dice_.chance(0.3))
        store_options_.retention.age = std::chrono::minutes(dice_.between(20, 90));
    network_.asked = [this](const Site& site, const Request& request) { model_.asked(site, request); };
    network_.fetched = [this] {
        if (death_ == Death::after_fetch) steps_to_live_ = dice_.between(0, 12), death_ = Death::none;
    };
    audience_.took = [this](std::size_t) {
        if (death_ == Death::in_batch) steps_to_live_ = 0, death_ = Death::none;
    };
    disk_->on_commit = [this] { return on_commit(); };
    disk_->between = [this](ledger::Transaction& rows) { return between(rows); };
    for (const auto& [name, prefix] :
         {std::pair("all", ""), std::pair("news", "article/"), std::pair("some", "article/published/und/s1/")})
        audience_.subscribers.push_back(std::make_unique<Subscriber>(agenda_, settings_, log_, name, prefix));
}

Report World::run() {
    const Duration slow = settings_.calm ? Duration(12h) : Duration(0);
    for (std::size_t i = 0; i < sites_.size(); ++i) plan_site(i);
    for (std::size_t i = 0; i < audience_.subscribers.size(); ++i) plan_misfortune(i);
    plan("kill", 20min + slow, &World::plan_death);
    plan("stop", 80min + slow, &World::plan_stop);
    plan("full", 50min + slow, &World::fill_disk);
    plan("slow_disk", 60min + slow, &World::slow_disk);
    plan("hang", 2h + slow, &World::hang_disk);
    plan("refuse", 60min + slow, &World::refuse_outcome);
    plan("clock", 90min + slow, &World::jump_clock);
    plan("sink", 40min + slow, &World::block_sink);
    plan("mute", 40min + slow, &World::mute_peer);
    check_sizes();
    start_daemon();

    const SteadyTime begin = agenda_.steady.now();
    run_until(begin + settings_.span);
    calm_down();
    run_until(begin + settings_.span + settings_.settle + 30s);  // what a minute's work told last arrives, too
    // What came in the last moment is still on its way.
    for (Seq last = 0; last != log_.last() && !agenda_.failed();) {
        last = log_.last();
        run_until(agenda_.steady.now() + 5s);
    }
    if (!agenda_.failed()) {
        model_.check_settled(calm_since_);
        log_.check_kept();
        for (auto& subscriber : audience_.subscribers) subscriber->check_settled(outbox_->bounds()->oldest);
        check_retention();
    }
    Report report{agenda_.trace.failure(),
                  agenda_.trace.failed_at(),
                  {},
                  agenda_.trace.print_of_all(),
                  agenda_.trace.events(),
                  steps_,
                  model_.visits(),
                  log_.last(),
                  model_.judged(),
                  deaths_};
    report.last.assign(agenda_.trace.last().begin(), agenda_.trace.last().end());
    daemon_.reset();
    return report;
}

void World::run_until(SteadyTime end) {
    while (!agenda_.failed()) {
        run_ready();
        const SteadyTime next = agenda_.next();
        if (next > end || agenda_.failed()) break;
        agenda_.advance_to(next);
        if (steps_to_live_ && *steps_to_live_ <= 0) die();
    }
    if (!agenda_.failed()) agenda_.advance_to(end);
}

/// Runs what is ready, and ends the daemon when its time has come.
void World::run_ready() {
    while (daemon_ && !agenda_.failed()) {
        if (steps_to_live_ && (*steps_to_live_)-- <= 0) return die();
        if (!daemon_->step()) break;
        ++steps_;
        if (!daemon_->stopped()) continue;
        agenda_.tell("daemon", "stopped");
        daemon_.reset();
        if (model_.claimed_now() > 0 && disk_full_ == 0) agenda_.fail("jobs stay leased after a stop");
        model_.died();
        network_.forget_hosts();
        agenda_.after(std::chrono::seconds(dice_.between(1, 60)), [this] { start_daemon(); });
    }
}

void World::die() {
    steps_to_live_.reset();
    death_ = Death::none;
    audience_.dies_after.reset();
    if (!daemon_) return;
    agenda_.tell("daemon", "dies");
    ++deaths_;
    daemon_.reset();
    committing_ = false;
    if (bug_) bug_->died();
    model_.died();
    network_.forget_hosts();
    agenda_.after(std::chrono::seconds(dice_.between(1, 60)), [this] { start_daemon(); });
}

void World::start_daemon() {
    if (daemon_ || agenda_.failed()) return;
    daemon_ = Daemon::start({agenda_, settings_, disk_, store_options_, policy_, limits_, sites_, model_, log_,
                             network_, audience_, bug_.get(), [this] { return disk_delay_; }, committing_,
                             static_cast<std::uint32_t>(dice_.below(1u << 31))});
    ++lives_;
    agenda_.tell("daemon", daemon_ ? "starts" : "does not start");
    if (!daemon_) agenda_.after(10s, [this] { start_daemon(); });
}

void World::calm_down() {
    agenda_.tell("world", "all is well from here on");
    calm_ = true;
    calm_since_ = agenda_.steady.now();
    death_ = Death::none;
    steps_to_live_.reset();
    audience_.dies_after.reset();
    audience_.refuses = false;
    refuses_outcome_ = false;
    disk_full_ = 0;
    disk_delay_ = 0s;
    for (Site& site : sites_) site.calm_down();
    for (auto& subscriber : audience_.subscribers) subscriber->calm_down();
}

void World::plan_site(std::size_t site) {
    agenda_.after(sites_[site].pause(), [this, site] {
        if (calm_) return;
        sites_[site].act(agenda_.true_time(), wire_);
        plan_site(site);
    });
}

void World::plan_misfortune(std::size_t subscriber) {
    const Duration mean = settings_.calm ? Duration(6h) : Duration(15min);
    agenda_.after(dice_.pause(mean), [this, subscriber] {
        if (calm_) return;
        audience_.subscribers[subscriber]->misfortune();
        plan_misfortune(subscriber);
    });
}

void World::plan(std::string_view trouble, Duration mean, void (World::*begin)()) {
    // Drawn whether it happens or not: leaving a trouble out changes little else.
    agenda_.after(dice_.pause(mean), [this, trouble, mean, begin] {
        if (calm_) return;
        if (settings_.has(trouble)) (this->*begin)();
        plan(trouble, mean, begin);
    });
}

void World::plan_death() {
    death_ = static_cast<Death>(dice_.between(1, 5));
    if (death_ == Death::now) steps_to_live_ = 0;
    if (death_ == Death::in_batch) audience_.dies_after = dice_.below(3);
}

void World::plan_stop() {
    if (!daemon_ || daemon_->stopped()) return;
    agenda_.tell("daemon", "is told to stop");
    daemon_->stop();
    // It has so long; then it leaves everything as it is.
    agenda_.after(4500ms, [this, life = lives_] {
        if (daemon_ && life == lives_) die();
    });
}

void World::fill_disk() {
    disk_full_ = dice_.chance(0.5) ? 1 : 0.4;
    agenda_.tell("disk", disk_full_ == 1 ? "is full" : "fails now and then");
    agenda_.after(dice_.pause(Duration(90s)), [this] {
        disk_full_ = 0;
        agenda_.tell("disk", "is well again");
    });
}

void World::slow_disk() {
    disk_delay_ = std::chrono::milliseconds(dice_.between(50, 4000));
    agenda_.tell("disk", "takes " + format_duration(disk_delay_));
    agenda_.after(dice_.pause(Duration(2min)), [this] { disk_delay_ = 0s; });
}

// What is given to it next is done after minutes, and all the rest after that.
void World::hang_disk() {
    disk_delay_ = std::chrono::seconds(dice_.between(60, 300));
    agenda_.tell("disk", "hangs for " + format_duration(disk_delay_));
    agenda_.after(2s, [this] { disk_delay_ = 0s; });
}

void World::refuse_outcome() {
    refuses_outcome_ = true;
}

void World::jump_clock() {
    Duration by = dice_.pause(Duration(30min));
    if (dice_.chance(0.5)) by = -by;
    agenda_.tell("clock", fmt::format("jumps by {}s", by / 1s));
    agenda_.jump(by);
}

void World::block_sink() {
    audience_.refuses = true;
    agenda_.after(dice_.pause(Duration(30s)), [this] { audience_.refuses = false; });
}

void World::mute_peer() {
    if (audience_.mute_asks) audience_.mute_asks();
}

Result<void> World::on_commit() {
    if (committing_ && death_ == Death::in_commit) {
        death_ = Death::none;
        steps_to_live_ = 0;
        return Error{Errc::store, "died in a commit"};
    }
    if (steps_to_live_ == 0) return Error{Errc::store, "dead"};
    if (disk_full_ > 0 && dice_.chance(disk_full_)) return Error{Errc::store, "the disk is full"};
    if (committing_ && death_ == Death::after_commit) steps_to_live_ = dice_.between(0, 6), death_ = Death::none;
    return {};
}

std::unique_ptr<ledger::Transaction> World::between(ledger::Transaction& rows) {
    if (bug_)
        if (auto bug = bug_->between(rows)) return bug;
    if (refuses_outcome_ && committing_) return std::make_unique<Refusing>(rows, refuses_outcome_);
    return nullptr;
}

void World::check_retention() {
    const auto oldest = outbox_->read({.count = 1}).value();
    const Duration late = store_options_.retention.age / 30 + 2min + 1h;  // that a clock which jumped ahead is doubted
    if (!oldest.empty() && oldest[0].time < agenda_.now() - store_options_.retention.age - late)
        agenda_.fail(
            fmt::format("message {} of {} is still in the log", oldest[0].seq, format_rfc3339(oldest[0].time)));
}

void World::check_sizes() {
    if (steps_ > 0) model_.check_sizes();
    agenda_.after(settings_.calm ? Duration(3h) : Duration(10min), [this] { check_sizes(); });
}

}  // namespace newsbus::simulation
